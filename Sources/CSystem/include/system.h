#pragma once

/// The commit that the program was built from; empty if the build was not told.
const char *csystem_commit(void);

/// Opens an empty file that lies in memory alone; -1 if there can be none, see `errno`.
int csystem_memory_file(void);

/// The version of the C library that is loaded; empty where it does not tell.
const char *csystem_libc_version(void);
