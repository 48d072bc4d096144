#pragma once
#include <errno.h>
#include <iconv.h>
#include <stddef.h>

// The library's own mark of failure is a pointer of all ones, which Swift does not see.
static inline void *ciconv_open(const char *to, const char *from) {
  iconv_t handle = iconv_open(to, from);
  return handle == (iconv_t)-1 ? NULL : (void *)handle;
}

enum ciconv_status { ciconv_done, ciconv_full, ciconv_invalid, ciconv_incomplete };

// Converts as much as fits and says what stopped it.
static inline enum ciconv_status ciconv_convert(
    void *handle, char **input, size_t *input_left, char **output, size_t *output_left) {
  if (iconv((iconv_t)handle, input, input_left, output, output_left) != (size_t)-1) {
    return ciconv_done;
  }
  switch (errno) {
    case E2BIG: return ciconv_full;
    case EINVAL: return ciconv_incomplete;
    default: return ciconv_invalid;
  }
}

static inline void ciconv_close(void *handle) {
  iconv_close((iconv_t)handle);
}
