#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

// Where the library is not installed there is no reader, and zlib does its work. What to
// link with comes from pkg-config, so that nothing is asked for that is not there.
enum cisal_status { cisal_more, cisal_finished, cisal_damaged, cisal_wrong_checksum };

#if __has_include(<isa-l/igzip_lib.h>)
#include <isa-l/igzip_lib.h>

static inline void cisal_restart(void *reader) {
  struct inflate_state *state = (struct inflate_state *)reader;
  isal_inflate_reset(state);
  state->crc_flag = ISAL_GZIP;
}

static inline void *cisal_open(void) {
  struct inflate_state *state = (struct inflate_state *)malloc(sizeof *state);
  if (state == NULL) return NULL;
  isal_inflate_init(state);
  state->crc_flag = ISAL_GZIP;
  return state;
}

// Expands once; moves the counts to what is left of input and room.
static inline enum cisal_status cisal_expand(
    void *reader, const uint8_t *input, uint32_t *input_left, uint8_t *output,
    uint32_t *output_left) {
  struct inflate_state *state = (struct inflate_state *)reader;
  state->next_in = (uint8_t *)input;
  state->avail_in = *input_left;
  state->next_out = output;
  state->avail_out = *output_left;
  int status = isal_inflate(state);
  *input_left = state->avail_in;
  *output_left = state->avail_out;
  if (status == ISAL_INCORRECT_CHECKSUM) return cisal_wrong_checksum;
  if (status < 0) return cisal_damaged;
  return state->block_state == ISAL_BLOCK_FINISH ? cisal_finished : cisal_more;
}
#else
static inline void *cisal_open(void) { return NULL; }
static inline void cisal_restart(void *reader) {}
static inline enum cisal_status cisal_expand(
    void *reader, const uint8_t *input, uint32_t *input_left, uint8_t *output,
    uint32_t *output_left) {
  return cisal_damaged;
}
#endif

static inline void cisal_close(void *reader) { free(reader); }
