/// Names that stay readable, since they tell nothing of whose installation it is.
enum WellKnownNames {
  // MARK: Machines

  static func isHost(_ name: String) -> Bool {
    hosts.contains(name) || name.hasPrefix("localhost.")
      || openDomains.contains { name == $0 || name.hasSuffix(".\($0)") }
  }

  private static let hosts: Set<String> = [
    "localhost", "author", "publish", "publisher", "dispatcher", "preview", "localdomain", "null",
    "none", "unknown", "true", "false", "default", "undefined", "any", "all", "self", "host",
    "hostname", "server", "is", "not", "the", "in", "of", "and", "or", "was", "has", "name",
    "header", "to", "for", "could", "cannot", "must", "should", "no", "with", "from",
  ]

  /// Domains of AEM's makers, of what it is made of, and of the names of XML.
  private static let openDomains = [
    "adobe.com", "adobe.io", "adobelogin.com", "adobedtm.com", "demdex.net", "omtrdc.net",
    "day.com", "apache.org", "w3.org", "jcp.org", "sun.com", "oracle.com", "java.net",
    "github.com", "githubusercontent.com", "mozilla.org", "maven.org", "osgi.org", "xmlsoap.org",
    "xml.org", "purl.org", "ietf.org", "iana.org", "json-schema.org", "jboss.org", "eclipse.org",
    "slf4j.org", "springframework.org", "google.com", "googleapis.com", "googlebot.com",
    "microsoft.com", "openid.net", "hibernate.org", "oasis-open.org", "xmlpull.org",
  ]

  /// Ends of host names.
  static let topDomains: Set<String> = [
    "com", "org", "net", "local", "internal", "lan", "corp", "intranet", "intra", "edu", "gov",
    "mil", "localnet", "svc", "consul",
  ]

  /// Ends of host names that are words of languages, file names and packages as well.
  static let weakTopDomains: Set<String> = [
    "de", "fr", "jp", "uk", "eu", "ch", "at", "be", "nl", "se", "dk", "fi", "pl", "cz", "pt", "cn",
    "kr", "tw", "sg", "au", "nz", "ca", "br", "mx", "us", "ru", "tr", "za", "es", "it", "ie", "lu",
    "in", "il", "ae", "io", "cloud", "dev", "app", "biz", "info", "tech", "online", "shop", "site",
  ]

  /// What package names start with.
  static let packageRoots: Set<String> = [
    "com", "org", "net", "io", "java", "javax", "jakarta", "sun", "jdk", "edu",
  ]

  /// Makers of what AEM is made of; no customer is met in their packages.
  static let vendors: Set<String> = [
    "adobe", "apache", "google", "oracle", "microsoft", "slf4j", "eclipse", "osgi", "github",
    "springframework", "fasterxml", "sling", "jackrabbit", "felix", "jboss", "amazonaws", "mozilla",
  ]

  static let fileEndings: Set<String> = [
    "log", "txt", "out", "gz", "zip", "tar", "tgz", "bz2", "xz", "zst", "json", "xml", "html",
    "htm", "css", "js", "jar", "java", "class", "config", "conf", "cfg", "properties", "yaml",
    "yml", "csv", "png", "jpg", "jpeg", "gif", "svg", "pdf", "access", "error", "request", "old",
    "bak", "tmp", "any", "vhost", "pem", "crt", "key", "jks", "eml", "hprof", "tdump", "jsp",
    "har", "md", "stdout", "stderr", "service", "timer",
  ]

  // MARK: Accounts

  static func isUser(_ name: String) -> Bool {
    users.contains(name) || proseWords.contains(name)
      || userEndings.contains(where: name.hasSuffix)
      || userBeginnings.contains(where: name.hasPrefix)
  }

  private static let users: Set<String> = [
    "admin", "anonymous", "system", "root", "everyone", "administrators", "author", "publish",
    "user", "users", "group", "null", "none", "unknown", "true", "false", "undefined", "default",
    "guest", "crx", "cq", "aem", "nobody", "daemon", "www-data", "apache", "httpd", "nginx",
    "replication-receiver", "authentication-service", "content-authors", "dam-users", "string",
    "contributor", "session", "service", "principal", "agent", "id", "name", "password",
  ]
  private static let userEndings = ["-service", "-reader", "-writer", "-users", "-user"]
  private static let userBeginnings = [
    "sling-", "oak-", "cq-", "granite-", "dam-", "workflow-", "aem-", "fd-", "repository-",
    "version-", "com.", "org.", "rep:", "user-",
  ]

  /// Whether an account is called by a word that texts use for other things, too.
  static func isWord(_ name: String) -> Bool { words.contains(name) || isUser(name) }

  private static let words: Set<String> = [
    "test", "tests", "tester", "testing", "demo", "support", "sales", "editor", "editors",
    "marketing", "developer", "operator", "monitor", "monitoring", "backup", "deploy", "deployer",
    "batch", "import", "export", "replication", "scheduler", "workflow", "process", "update",
    "create", "delete", "read", "write", "start", "stop", "info", "debug", "warn", "trace", "page",
    "content", "asset", "assets", "oracle", "jenkins", "java", "local", "remote", "server",
    "client", "master", "worker", "thread", "main", "store", "shop", "site", "home", "node", "data",
    "cache", "query", "index", "mail", "office", "manager", "owner", "reader", "writer", "current",
    "value", "empty", "other", "more", "some", "same", "when", "while", "after", "before", "then",
  ]

  /// Words that stand behind `user` and `host` in sentences.
  static let proseWords: Set<String> = [
    "is", "was", "are", "not", "no", "the", "a", "an", "in", "of", "for", "to", "from", "has",
    "have", "had", "must", "may", "can", "cannot", "could", "does", "did", "will", "with", "and",
    "or", "on", "at", "by", "as", "be", "been", "should", "this", "that", "agent", "agents",
    "already", "doesn", "isn", "failed", "failure", "invalid", "missing", "error", "exists",
    "found", "management", "manager", "account", "accounts", "interface", "input", "data",
    "defined", "specified", "provided", "est", "le", "la", "les", "un", "une", "non", "pas", "ne",
    "home", "name", "id", "login", "session", "profile", "request", "response", "header",
  ]

  // MARK: Paths

  static func isPathPart(_ name: String) -> Bool {
    parts.contains(name) || containers.contains(name) || languages.contains(name)
      || name.hasPrefix("wknd") || name.hasPrefix("we-retail") || name.hasPrefix("core-")
      || name.hasPrefix("cq-") || name.hasPrefix("granite-") || name.hasPrefix("sling-")
  }

  /// Whether a part of a path below the customer's tells nothing of what stands there.
  static func isPage(_ name: String) -> Bool {
    let letters = name.utf8
    if letters.count <= 2 || letters.allSatisfy(Byte.isDigit) || isPathPart(name) { return true }
    // `en_ca`, `pt-br`.
    if letters.count == 5, languages.contains(String(name.prefix(2))),
      name.dropFirst(2).first == "-" || name.dropFirst(2).first == "_"
    {
      return true
    }
    return pages.contains(name)
  }

  private static let pages: Set<String> = [
    "home", "index", "search", "login", "logout", "error", "errors", "404", "500", "403",
    "header", "footer", "images", "image", "assets", "documents", "video", "videos", "pdf",
    "icons", "page", "pages", "site", "sites", "web", "live", "renditions", "metadata",
  ]

  /// Folders below `/content` and `/conf` in which customers' own stand.
  static let containers: Set<String> = [
    "content", "dam", "experience-fragments", "cq:tags", "_cq_tags", "launches",
    "versionhistory", "projects", "campaigns", "catalogs", "screens", "communities", "sites",
    "usergenerated", "forms", "af", "formsanddocuments", "formsanddocuments-fdm",
    "formsanddocuments-themes", "entities", "community-components", "publications", "mobileapps",
    "phonegap", "dam-users", "asi", "jcr_content",
  ]

  /// Folders below `/etc` in which customers' own stand.
  static let designFolders: Set<String> = [
    "designs", "clientlibs", "tags", "blueprints", "segmentation", "packages", "map", "map.publish",
    "commerce",
  ]

  private static let parts: Set<String> = [
    "cq", "dam", "wcm", "granite", "sling", "system", "core", "foundation", "settings", "social",
    "commerce", "msm", "fd", "mcm", "dtm", "s7dam", "global", "install", "config", "libs", "apps",
    "geometrixx", "geometrixx-outdoors", "geometrixx-media", "weretail", "mac", "collections",
    "appdata", "master", "language-masters", "shared", "tools", "acs-commons", "acs-tools",
    "clientlibs", "components", "templates", "bin", "replication", "workflow", "cloudsettings",
    "cloudconfigs", "launchers", "my_packages", "adobe", "day", "default", "rep", "crx",
    "brand-portal", "dynamicmedia", "wcm-io", "contexthub", "omnisearch", "oak_index",
    "repository", "forms", "cache",
  ]

  private static let languages: Set<String> = [
    "en", "fr", "de", "ja", "es", "it", "pt", "nl", "ko", "zh", "us", "uk", "gb", "ca", "jp",
    "en-us", "en_us", "en-gb", "en_gb", "fr-fr", "fr_fr", "de-de", "de_de", "ja-jp", "ja_jp",
    "zh-cn", "zh_cn", "pt-br", "pt_br", "ko-kr", "ko_kr",
  ]
}
