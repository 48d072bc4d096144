/// The name of a field of a log record, as rules and reports write it.
///
/// Time, level and message are no such fields: every entry has a place for them.
public enum LogField: String, Hashable, Codable, CaseIterable, Sendable {
  /// The pod of the Cloud Service that wrote the record.
  case pod

  /// The name of the thread, without the brackets around it.
  case thread

  /// The name of the logger, mostly a class.
  case logger

  /// The number that joins a request to its response, unique within a pod.
  case request

  /// The method of an HTTP request, such as `GET`.
  case method

  /// The path of an HTTP request, with its query.
  case path

  /// The protocol of an HTTP request, such as `HTTP/1.1`.
  case httpVersion = "protocol"

  /// The status of an HTTP response.
  case status

  /// How long something took, as it is written, unit included where there is one.
  case duration

  /// How many bytes a response has.
  case size

  /// The media type of a response.
  case contentType = "content-type"

  /// The address that a request came from.
  case client

  /// The name of the person or service that asked.
  case user

  /// The host that was asked.
  case host

  /// The page that led to the request.
  case referrer

  /// The program that asked.
  case agent

  /// The process that wrote the record, with its thread where that is said.
  case process

  /// The module of a server that wrote the record.
  case module

  /// The code of a message, such as `AH00292`.
  case code

  /// The farm of the dispatcher.
  case farm

  /// The renderer that the dispatcher asked.
  case renderer

  /// What a cache did: `hit`, `miss`, `none`.
  case cache

  /// The rules that a filter or network applied.
  case rule

  /// The country that a request came from.
  case country

  /// The data centre that answered.
  case location

  /// How much was used before: the heap before a collection.
  case before

  /// How much was used after.
  case after

  /// How much there was in all.
  case capacity

  /// Why something was done: the cause of a collection.
  case cause

  /// The state of a thread.
  case state
}
