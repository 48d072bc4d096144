#pragma once
#include <zlib.h>

// 16 asks for the gzip wrapper; the library's own name for this is a macro.
static inline int czlib_start_gzip(z_stream *stream) {
  return inflateInit2(stream, MAX_WBITS + 16);
}
