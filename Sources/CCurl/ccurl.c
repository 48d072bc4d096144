#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>

#if defined(__APPLE__)
#define LIBRARY "libcurl.4.dylib"
#else
#define LIBRARY "libcurl.so.4"
#endif

// What is used of the library.
#define EACH(f) \
  f(global_init) f(version) f(easy_init) f(easy_cleanup) f(easy_perform) f(easy_strerror) \
  f(easy_setopt) f(easy_getinfo) f(slist_append) f(slist_free_all)

#define POINTER(name) static __typeof__(curl_##name) *real_##name;
EACH(POINTER)

static int is_loaded;
static CURLcode status = CURLE_FAILED_INIT;
static pthread_once_t load_once = PTHREAD_ONCE_INIT;
static pthread_once_t init_once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
#define FIND(name) \
  real_##name = (__typeof__(real_##name))dlsym(library, "curl_" #name); \
  if (!real_##name) return;
  EACH(FIND)
  is_loaded = 1;
}

static void init(void) {
  pthread_once(&load_once, load);
  if (is_loaded) status = real_global_init(CURL_GLOBAL_DEFAULT);
}

CURLcode ccurl_global_init(void) {
  pthread_once(&init_once, init);
  return status;
}

const char *ccurl_version(void) {
  pthread_once(&load_once, load);
  return is_loaded ? real_version() : "";
}

CURL *ccurl_easy_init(void) { return real_easy_init(); }
void ccurl_easy_cleanup(CURL *handle) { real_easy_cleanup(handle); }
CURLcode ccurl_easy_perform(CURL *handle) { return real_easy_perform(handle); }
const char *ccurl_easy_strerror(CURLcode code) { return real_easy_strerror(code); }

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text) {
  return real_slist_append(list, text);
}

void ccurl_slist_free_all(struct curl_slist *list) { real_slist_free_all(list); }

CURLcode ccurl_set_number(CURL *handle, CURLoption option, long value) {
  return real_easy_setopt(handle, option, value);
}

CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) {
  return real_easy_setopt(handle, option, value);
}

CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return real_easy_setopt(handle, option, value);
}

CURLcode ccurl_set_headers(CURL *handle, struct curl_slist *headers) {
  return real_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

// The size goes first, as the library demands.
CURLcode ccurl_set_body(CURL *handle, const void *bytes, size_t count) {
  CURLcode code = real_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  if (code != CURLE_OK) return code;
  return real_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, (const char *)bytes);
}

CURLcode ccurl_set_receiver(CURL *handle, CURLoption option, ccurl_receiver receiver) {
  return real_easy_setopt(handle, option, receiver);
}

CURLcode ccurl_status(CURL *handle, long *number) {
  return real_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, number);
}

CURLcode ccurl_basic_only(CURL *handle) {
  return real_easy_setopt(handle, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
}
