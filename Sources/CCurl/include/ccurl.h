#pragma once
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// libcurl brings forty libraries of its own, which take longer to load than the program itself. So
// it is loaded when it is first asked for; what it offers stands here under names of ours.

// Loads the library, once; CURLE_FAILED_INIT if it is not installed. All else is allowed only after
// it gave CURLE_OK.
CURLcode ccurl_global_init(void);

// Empty if the library is not installed.
const char *ccurl_version(void);

CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *handle);
CURLcode ccurl_easy_perform(CURL *handle);
const char *ccurl_easy_strerror(CURLcode code);
struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text);
void ccurl_slist_free_all(struct curl_slist *list);

// The library's own functions take varying arguments, which Swift cannot pass.
CURLcode ccurl_set_number(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_headers(CURL *handle, struct curl_slist *headers);

// The bytes are copied.
CURLcode ccurl_set_body(CURL *handle, const void *bytes, size_t count);

typedef size_t (*ccurl_receiver)(char *bytes, size_t size, size_t count, void *context);
CURLcode ccurl_set_receiver(CURL *handle, CURLoption option, ccurl_receiver receiver);

CURLcode ccurl_status(CURL *handle, long *status);
CURLcode ccurl_basic_only(CURL *handle);
