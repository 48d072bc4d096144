#pragma once
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>

/// What a server is started with; the library takes it as variadic arguments,
/// which Swift cannot pass.
struct cmicrohttpd_settings {
  int listener;
  unsigned int connections;
  unsigned int idle_seconds;
  size_t header_bytes;
  MHD_AccessHandlerCallback answer;
  MHD_RequestCompletedCallback completed;
  MHD_NotifyConnectionCallback connection;
  void *(*target)(void *, const char *, struct MHD_Connection *);
  void *context;
  /// Certificates and key in PEM, ended by a zero, or both null for plain sockets.
  const char *certificates;
  const char *key;
};

/// Starts a server with a thread for each connection.
static inline struct MHD_Daemon *cmicrohttpd_start(const struct cmicrohttpd_settings *settings) {
  int is_encrypted = settings->certificates != NULL && settings->key != NULL;
  struct MHD_OptionItem identity[] = {
      {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)settings->certificates},
      {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)settings->key},
      // TLS 1.2 and later, whatever the system's default.
      {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
      {MHD_OPTION_END, 0, NULL}};
  struct MHD_OptionItem nothing[] = {{MHD_OPTION_END, 0, NULL}};
  return MHD_start_daemon(
      MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ITC
          | (is_encrypted ? MHD_USE_TLS : 0),
      0, NULL, NULL, settings->answer, settings->context,
      MHD_OPTION_LISTEN_SOCKET, settings->listener,
      MHD_OPTION_CONNECTION_LIMIT, settings->connections,
      MHD_OPTION_CONNECTION_TIMEOUT, settings->idle_seconds,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->header_bytes,
      MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_NOTIFY_COMPLETED, settings->completed, settings->context,
      MHD_OPTION_NOTIFY_CONNECTION, settings->connection, settings->context,
      MHD_OPTION_URI_LOG_CALLBACK, settings->target, settings->context,
      MHD_OPTION_ARRAY, is_encrypted ? identity : nothing,
      MHD_OPTION_END);
}

/// The socket of a connection, or -1.
static inline int cmicrohttpd_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info == NULL ? -1 : info->connect_fd;
}

/// Where a connection comes from, in figures; of IPv6 the first half, which is one subscriber's.
/// Without a known address the text is empty.
static inline void cmicrohttpd_client(
    struct MHD_Connection *connection, char text[INET6_ADDRSTRLEN]) {
  text[0] = 0;
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (info == NULL || info->client_addr == NULL) return;
  if (info->client_addr->sa_family == AF_INET) {
    struct sockaddr_in address;
    memcpy(&address, info->client_addr, sizeof address);
    inet_ntop(AF_INET, &address.sin_addr, text, INET6_ADDRSTRLEN);
  } else if (info->client_addr->sa_family == AF_INET6) {
    struct sockaddr_in6 address;
    memcpy(&address, info->client_addr, sizeof address);
    memset(address.sin6_addr.s6_addr + 8, 0, 8);
    inet_ntop(AF_INET6, &address.sin6_addr, text, INET6_ADDRSTRLEN);
  }
}
