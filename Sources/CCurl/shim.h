#pragma once
#include <curl/curl.h>

// The library's own functions take varying arguments, which Swift cannot pass.
static inline CURLcode ccurl_set_number(CURL *handle, CURLoption option, long value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode ccurl_set_headers(CURL *handle, struct curl_slist *headers) {
  return (curl_easy_setopt)(handle, CURLOPT_HTTPHEADER, headers);
}

// The bytes are copied; the size goes first, as the library demands.
static inline CURLcode ccurl_set_body(CURL *handle, const void *bytes, size_t count) {
  CURLcode code = (curl_easy_setopt)(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  if (code != CURLE_OK) return code;
  return (curl_easy_setopt)(handle, CURLOPT_COPYPOSTFIELDS, (const char *)bytes);
}

typedef size_t (*ccurl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode ccurl_set_receiver(CURL *handle, CURLoption option, ccurl_receiver receiver) {
  return (curl_easy_setopt)(handle, option, receiver);
}

static inline CURLcode ccurl_status(CURL *handle, long *status) {
  return (curl_easy_getinfo)(handle, CURLINFO_RESPONSE_CODE, status);
}

static inline CURLcode ccurl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
static inline CURLcode ccurl_basic_only(CURL *handle) {
  return (curl_easy_setopt)(handle, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
}
