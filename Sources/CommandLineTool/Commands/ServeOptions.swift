import Model

extension CommandOption {
  /// Where a server listens, and who may call it.
  static let serveDoor = [
    CommandOption(
      "port", value: "N",
      help: LocalizedText(
        en: "the port; 0 for any free one (default: 8017)",
        fr: "le port\u{A0}; 0 pour un port libre (par défaut\u{A0}: 8017)",
        ja: "ポート。0 で空きポートを使用（既定：8017）")),
    CommandOption(
      "address", value: "ADDRESS",
      help: LocalizedText(
        en: "the address to listen at (default: 127.0.0.1, this machine only)",
        fr: "l’adresse d’écoute (par défaut\u{A0}: 127.0.0.1, cette machine seulement)",
        ja: "待ち受けるアドレス（既定：127.0.0.1、このマシンのみ）")),
    CommandOption(
      "host-name", value: "NAME", isRepeatable: true,
      help: LocalizedText(
        en: "a name under which browsers call it, besides its address",
        fr: "un nom par lequel les navigateurs l’appellent, en plus de son adresse",
        ja: "アドレス以外にブラウザーが使用するホスト名")),
    CommandOption(
      "token-file", value: "FILE",
      help: LocalizedText(
        en: "a file with the token that callers must send; only you may read it",
        fr: "un fichier avec le jeton que les appelants doivent envoyer, lisible par vous seul",
        ja: "呼び出し側に要求するトークンのファイル（自分だけが読めるもの）")),
    CommandOption(
      "tls-certificate", value: "FILE",
      help: LocalizedText(
        en: "speak TLS with the certificates of this PEM file",
        fr: "parler TLS avec les certificats de ce fichier PEM", ja: "この PEM ファイルの証明書で TLS を使用する")),
    CommandOption(
      "tls-key", value: "FILE",
      help: LocalizedText(
        en: "the certificate’s private key in PEM", fr: "la clé privée du certificat, en PEM",
        ja: "証明書の秘密鍵（PEM）")),
  ]

  /// Where a server puts what it is sent.
  static let spool = CommandOption(
    "spool", value: "DIR",
    help: LocalizedText(
      en: "where the private folder for uploads is made (default: TMPDIR, else /tmp)",
      fr: "où créer le dossier privé des envois (par défaut\u{A0}: TMPDIR, sinon /tmp)",
      ja: "アップロード用の専用フォルダーを作成する場所（既定：TMPDIR、なければ /tmp）"))

  /// What a server keeps, and how much it takes on.
  static let serveRoom = [
    CommandOption(
      "open",
      help: LocalizedText(
        en: "open the page in the browser", fr: "ouvrir la page dans le navigateur",
        ja: "ブラウザーでページを開く")),
    CommandOption(
      "keep",
      help: LocalizedText(
        en: "keep reports on disk, redacted; without it nothing outlives the server",
        fr: "conserver les rapports sur disque, secrets masqués\u{A0}; sinon rien ne survit au"
          + " serveur",
        ja: "レポートを伏せ字にして保存する（指定しない場合、終了後には何も残らない）")),
    CommandOption(
      "reports", value: "FILE",
      help: LocalizedText(
        en: "with --keep: the file (default: aemedic/reports.db in XDG_DATA_HOME)",
        fr: "avec --keep\u{A0}: le fichier (par défaut\u{A0}: aemedic/reports.db dans"
          + " XDG_DATA_HOME)",
        ja: "--keep の保存先（既定：XDG_DATA_HOME の aemedic/reports.db）")),
    spool,
    CommandOption(
      "max-upload", value: "SIZE",
      help: LocalizedText(
        en: "how large one upload may be, such as 500M (default: 4G)",
        fr: "la taille permise par envoi, p. ex. 500M (par défaut\u{A0}: 4G)",
        ja: "1 回のアップロードの上限。例：500M（既定：4G）")),
    CommandOption(
      "max-rate", value: "N",
      help: LocalizedText(
        en: "how many requests a second one client may send (default: 50 off loopback, else any)",
        fr: "combien de requêtes par seconde un client peut envoyer (par défaut\u{A0}: 50 hors de"
          + " cette machine, sinon sans limite)",
        ja: "1 クライアントの 1 秒あたりのリクエスト数の上限（既定：ループバック以外は 50、それ以外は無制限）")),
    CommandOption(
      "page", value: "DIR",
      help: LocalizedText(
        en: "the folder of the page (default: AEMEDIC_PAGE, then beside the program)",
        fr: "le dossier de la page (par défaut\u{A0}: AEMEDIC_PAGE, puis à côté du programme)",
        ja: "ページのフォルダー（既定：AEMEDIC_PAGE、次にプログラムと同じ場所）")),
  ]
}
