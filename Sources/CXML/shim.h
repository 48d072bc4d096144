#pragma once
#include <libxml/parser.h>

// A global of the library, which Swift takes for one that anybody may change.
static inline const char *cxml_version(void) { return xmlParserVersion; }
