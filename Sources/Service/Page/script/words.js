// Every word of the page in English, French and Japanese, in this order.
//
// `{name}` stands for a value; a number `n` also chooses between forms: `{n} {n|file|files}`.

/** The languages of the page, each with its own name. */
export const languages = [["en", "English"], ["fr", "Français"], ["ja", "日本語"]];

let chosen = "en";

/** The language that the page speaks. */
export const language = () => chosen;

/** Lets the page speak another language. */
export function speak(code) {
  chosen = languages.some(([known]) => known === code) ? code : "en";
}

/** A text in the reader's language. */
export function say(key, values = {}) {
  const text = words[key]?.[languages.findIndex(([code]) => code === chosen)];
  if (text === undefined) throw new Error(`no words for “${key}”`);
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name, one, many) => {
    const value = values[name];
    if (one !== undefined) return (chosen === "fr" ? value < 2 : value === 1) ? one : many;
    return typeof value === "number" ? new Intl.NumberFormat(chosen).format(value) : value;
  });
}

/** The name of a value that the server sends, such as a severity; a value without a name as it is. */
export function worded(topic, value) {
  return names[topic]?.[value]?.[languages.findIndex(([code]) => code === chosen)] ?? value;
}

// French sets a no-break space before : ; ! ? and inside « ».
const words = {
  // The head of the page
  skip: ["Skip to the content", "Aller au contenu", "本文へ移動"],
  home: ["aemedic, first page", "aemedic, page d’accueil", "aemedic トップページ"],
  pages: ["Pages", "Pages", "ページ"],
  diagnose: ["Diagnose", "Diagnostiquer", "診断"],
  search: ["Search", "Rechercher", "検索"],
  playground: ["Rule playground", "Atelier de règles", "ルールの試作"],
  searchPlaceholder: ["Search the articles  ( / )", "Rechercher dans les articles  ( / )", "記事を検索（ / ）"],
  language: ["Language", "Langue", "言語"],
  languageLabel: ["Language of the page", "Langue de la page", "表示言語"],
  theme: ["Light or dark", "Clair ou sombre", "配色"],
  themeAuto: ["Auto", "Auto", "自動"],
  themeLight: ["Light", "Clair", "ライト"],
  themeDark: ["Dark", "Sombre", "ダーク"],
  keyboard: ["Keyboard", "Clavier", "キーボード操作"],
  bearer: ["Token of this server", "Jeton de ce serveur", "このサーバーのトークン"],
  go: ["Go on", "Continuer", "続行"],
  close: ["Close", "Fermer", "閉じる"],
  loading: ["Loading…", "Chargement…", "読み込み中…"],

  // The first page
  startTitle: ["What went wrong?", "Que s’est-il passé\u00A0?", "問題の原因を調べる"],
  startLead: ["Logs, thread dumps, configurations or a whole support bundle of Adobe Experience Manager. Nothing leaves this machine.",
    "Journaux, thread dumps, configurations ou archive de support complète d’Adobe Experience Manager. Rien ne quitte cette machine.",
    "Adobe Experience Manager のログ、スレッドダンプ、設定、サポート資料一式を診断します。データがこのマシンの外に送られることはありません。"],
  pasteOrDrop: ["Paste a log here, or drop files and archives anywhere on the page", "Collez un journal ici, ou déposez fichiers et archives n’importe où sur la page", "ここにログを貼り付けるか、ファイルやアーカイブをページ上にドロップしてください"],
  pastePlaceholder: ["20.11.2026 06:14:02.117 *ERROR* [qtp…] …", "20.11.2026 06:14:02.117 *ERROR* [qtp…] …", "20.11.2026 06:14:02.117 *ERROR* [qtp…] …"],
  pastedText: ["pasted text", "texte collé", "貼り付けたテキスト"],
  chooseFiles: ["Choose files…", "Choisir des fichiers…", "ファイルを選択…"],
  chooseFolder: ["Choose a folder…", "Choisir un dossier…", "フォルダーを選択…"],
  limits: ["Up to {size}, {n} files", "Jusqu’à {size}, {n} fichiers", "最大 {size}、{n} ファイル"],
  removeFile: ["Remove {name}", "Retirer {name}", "{name} を外す"],
  moreFiles: ["and {n} more", "et {n} de plus", "ほか {n} 件"],
  sending: ["Sending", "Envoi en cours", "送信中"],
  sentOf: ["{sent} of {all}", "{sent} sur {all}", "{all} 中 {sent}"],
  reading: ["Reading", "Lecture en cours", "読み取り中"],
  progress: ["Progress", "Avancement", "進行状況"],
  waiting: ["Waiting for another diagnosis to end", "En attente de la fin d’un autre diagnostic", "ほかの診断の終了を待っています"],
  readSoFar: ["{size} read", "{size} lus", "{size} を読み取り済み"],
  cancel: ["Cancel", "Annuler", "キャンセル"],
  wasCancelled: ["The diagnosis was cancelled", "Le diagnostic a été annulé", "診断はキャンセルされました"],
  hasFailed: ["The diagnosis failed", "Le diagnostic a échoué", "診断に失敗しました"],
  startAgain: ["Back to the first page", "Retour à la page d’accueil", "トップページに戻る"],
  wentWrong: ["That did not work", "Cela n’a pas fonctionné", "処理できませんでした"],
  noSuchPage: ["There is no page at this address.", "Il n’y a pas de page à cette adresse.", "このアドレスのページはありません。"],
  notReached: ["The server does not answer. Is “aemedic serve” still running?", "Le serveur ne répond pas. «\u00A0aemedic serve\u00A0» tourne-t-il encore\u00A0?", "サーバーが応答しません。「aemedic serve」が実行中か確認してください。"],

  // The list of reports
  reports: ["Reports", "Rapports", "レポート"],
  reportsKept: ["Kept on this machine, secrets masked, until they are deleted.", "Conservés sur cette machine, secrets masqués, jusqu’à leur suppression.", "削除するまで、機密情報を伏せ字にしてこのマシンに保存されます。"],
  reportsNotKept: ["Gone when the server stops; “aemedic serve --keep” keeps them.", "Perdus à l’arrêt du serveur\u00A0; «\u00A0aemedic serve --keep\u00A0» les conserve.", "サーバーを停止すると消えます。保存するには「aemedic serve --keep」で起動してください。"],
  when: ["When", "Date", "日時"],
  input: ["Input", "Entrée", "入力"],
  verdict: ["Verdict", "Verdict", "判定"],
  actions: ["Actions", "Actions", "操作"],
  kept: ["kept", "conservé", "保存済み"],
  compare: ["Compare two", "Comparer deux rapports", "2 件を比較"],
  chooseOther: ["Choose another one to compare with", "Choisissez-en un second à comparer", "比較するもう 1 件を選択してください"],
  chooseToCompare: ["Choose {name} to compare", "Choisir {name} pour comparer", "{name} を比較対象に選択"],
  exportNamed: ["Save {name} as JSON", "Enregistrer {name} en JSON", "{name} を JSON で保存"],
  deleteNamed: ["Delete {name}", "Supprimer {name}", "{name} を削除"],
  delete: ["Delete", "Supprimer", "削除"],
  confirmDelete: ["Delete this report? It cannot be brought back.", "Supprimer ce rapport\u00A0? C’est définitif.", "このレポートを削除しますか？元に戻すことはできません。"],
  comparison: ["What has changed", "Ce qui a changé", "変更点"],
  openOther: ["Open the later report", "Ouvrir le rapport le plus récent", "新しいほうのレポートを開く"],
  endComparison: ["End the comparison", "Quitter la comparaison", "比較を終了"],
  newFindings: ["New", "Nouveaux", "新規"],
  goneFindings: ["Gone", "Disparus", "解消"],
  changedFindings: ["Changed", "Modifiés", "変化あり"],
  newUnknowns: ["New errors without a rule", "Nouvelles erreurs sans règle", "ルールに該当しない新しいエラー"],
  goneUnknowns: ["Errors without a rule that are gone", "Erreurs sans règle disparues", "見られなくなった、ルールに該当しないエラー"],
  noDifference: ["Nothing has changed.", "Rien n’a changé.", "変更点はありません。"],
  unchanged: ["{n} {n|finding|findings} unchanged", "{n} {n|constat inchangé|constats inchangés}", "変化のない検出結果：{n} 件"],

  // The report
  verdictKnown: ["Known problem found", "Problème connu trouvé", "既知の問題が見つかりました"],
  verdictNotice: ["No problem found, but something to know", "Aucun problème trouvé, mais une information utile", "問題は見つかりませんでしたが、お知らせがあります"],
  verdictPossible: ["Possible problem, not proven yet", "Problème possible, pas encore établi", "問題がある可能性がありますが、まだ確定できません"],
  verdictNothing: ["No known problem found", "Aucun problème connu trouvé", "既知の問題は見つかりませんでした"],
  verdictEmpty: ["Nothing to diagnose", "Rien à diagnostiquer", "診断できるファイルがありません"],
  verdictUnreadable: ["No verdict: relevant material could not be read", "Pas de verdict\u00A0: des éléments utiles n’ont pas pu être lus", "必要な資料を読み取れなかったため、判定できません"],
  partial: ["Relevant material was not read to its end, so other problems may be hidden. See the coverage.", "Des éléments utiles n’ont pas été lus jusqu’au bout\u00A0: d’autres problèmes peuvent rester cachés. Voir la couverture.", "必要な資料を最後まで読み取れていないため、ほかの問題が隠れている可能性があります。「読取範囲」を確認してください。"],
  findingCount: ["{n} {n|finding|findings}", "{n} {n|constat|constats}", "検出結果 {n} 件"],
  unknownCount: ["{n} {n|kind of error|kinds of errors} without a rule", "{n} {n|sorte d’erreur|sortes d’erreurs} sans règle", "ルールに該当しないエラー {n} 種類"],
  readCount: ["{files}, {entries} read", "{files}, {entries}", "{files}、{entries}を読み取り"],
  files: ["{n} {n|file|files}", "{n} {n|fichier|fichiers}", "{n} 個のファイル"],
  entries: ["{n} {n|entry|entries}", "{n} {n|entrée|entrées}", "{n} 件のエントリ"],
  lines: ["{n} {n|line|lines}", "{n} {n|ligne|lignes}", "{n} 行"],
  replyToCustomer: ["Reply to the customer", "Réponse au client", "お客様への返信"],
  replyText: ["Text of the reply", "Texte de la réponse", "返信の本文"],
  copyReply: ["Copy the reply", "Copier la réponse", "返信をコピー"],
  noReply: ["This server does not write reports as Markdown, so it has no reply to offer.", "Ce serveur n’écrit pas de rapports en Markdown et n’a donc pas de réponse à proposer.", "このサーバーは Markdown 形式のレポートに対応していないため、返信文を作成できません。"],
  export: ["Export", "Exporter", "書き出し"],
  rootFinding: ["Root finding", "Constat principal", "根本の問題"],
  consequences: ["Consequences", "Conséquences", "二次的な問題"],
  otherFindings: ["Other findings", "Autres constats", "その他の検出結果"],
  unknownErrors: ["Errors that no rule knows", "Erreurs sans règle", "ルールに該当しないエラー"],
  moreUnknowns: ["and {n} more {n|kind|kinds}", "et {n} {n|autre sorte|autres sortes}", "ほか {n} 種類"],
  notes: ["Notes", "Remarques", "備考"],
  stepOf: ["Evidence {n} of {total}", "Preuve {n} sur {total}", "証拠 {n}／{total}"],

  // A finding
  severity: ["Severity", "Gravité", "重大度"],
  sure: ["{share} sure", "certitude\u00A0: {share}", "確信度 {share}"],
  confidence: ["Confidence", "Certitude", "確信度"],
  times: ["{n} {n|time|times}", "{n} fois", "{n} 回"],
  zoneAssumed: ["time zone not stated", "fuseau horaire non indiqué", "タイムゾーンの記載なし"],
  consequenceOf: ["A consequence of:", "Conséquence de\u00A0:", "次の問題の結果です："],
  why: ["Why", "Pourquoi", "根拠"],
  howSure: ["How sure", "Degré de certitude", "確信の度合い"],
  wouldDecide: ["What would decide", "Ce qui permettrait de trancher", "確定に必要な情報"],
  notSeen: ["Not seen:", "Non vu\u00A0:", "未検出："],
  perhaps: ["Perhaps related", "Peut-être lié", "関連の可能性がある記事"],
  writeRule: ["Write a rule for it", "Écrire une règle pour cette erreur", "このエラーのルールを作成"],
  showAll: ["Show all {n}", "Tout afficher ({n})", "{n} 件すべてを表示"],
  occurrences: ["How it came about ({n} {n|time|times})", "Déroulement ({n} fois)", "発生の経過（{n} 回）"],
  moreSteps: ["{n} more {n|step|steps}", "{n} {n|autre étape|autres étapes}", "ほかに {n} ステップ"],
  rule: ["Rule {id}, version {version}", "Règle {id}, version {version}", "ルール {id}、バージョン {version}"],
  brackets: [" ({text})", " ({text})", "（{text}）"],
  comma: [", ", ", ", "、"],
  colon: [": ", "\u00A0: ", "："],
  copy: ["Copy", "Copier", "コピー"],
  copied: ["Copied", "Copié", "コピーしました"],

  // A remedy
  remedy: ["Remedy", "Remède", "対処"],
  remedyHint: ["A preview only: nothing is changed from this page. The command makes the same plan where the instance runs.",
    "Aperçu seulement\u00A0: rien n’est modifié depuis cette page. La commande établit le même plan là où tourne l’instance.",
    "表示のみで、このページから変更が行われることはありません。インスタンスの稼働環境で次のコマンドを実行すると、同じ計画を作成できます。"],
  instanceFolder: ["Folder of the installation", "Dossier de l’installation", "インストールフォルダー"],
  instanceAddress: ["Address of the instance", "Adresse de l’instance", "インスタンスの URL"],
  deployment: ["Deployment", "Déploiement", "デプロイ形態"],
  notSaid: ["not stated", "non indiqué", "指定なし"],
  isProduction: ["Production", "Production", "本番環境"],
  previewPlan: ["Preview the plan", "Aperçu du plan", "計画を確認"],
  planning: ["Planning…", "Planification…", "計画を作成中…"],

  // Coverage and environment
  coverage: ["Coverage", "Couverture", "読取範囲"],
  notRead: ["Not read:", "Non lu\u00A0:", "読み取れなかったファイル："],
  file: ["File", "Fichier", "ファイル"],
  kind: ["Kind", "Nature", "種類"],
  size: ["Size", "Taille", "サイズ"],
  entriesLabel: ["Entries", "Entrées", "エントリ数"],
  period: ["Period", "Période", "期間"],
  leftOut: ["{n} {n|file|files} left out as irrelevant", "{n} {n|fichier écarté, sans intérêt|fichiers écartés, sans intérêt}", "対象外のファイル：{n} 個"],
  truncated: ["read in part", "lu en partie", "途中まで読み取り"],
  unparsed: ["{n} {n|line belongs|lines belong} to no entry", "{n} {n|ligne|lignes} hors de toute entrée", "どのエントリにも属さない行：{n} 行"],
  invalidBytes: ["{n} invalid {n|byte|bytes}", "{n} {n|octet invalide|octets invalides}", "不正なバイト {n} 個"],
  sameAs: ["same content as {path}", "même contenu que {path}", "{path} と同じ内容"],
  environment: ["Environment", "Environnement", "環境"],

  // The log
  log: ["Log", "Journal", "ログ"],
  noLog: ["There is no log to show.", "Il n’y a pas de journal à afficher.", "表示できるログがありません。"],
  indexing: ["Preparing the log…", "Préparation du journal…", "ログを準備しています…"],
  errorsOnly: ["Errors only", "Erreurs seulement", "エラーのみ"],
  source: ["Source", "Source", "ソース"],
  allSources: ["All sources ({n})", "Toutes les sources ({n})", "すべてのソース（{n}）"],
  thread: ["Thread", "Thread", "スレッド"],
  allThreads: ["All threads", "Tous les threads", "すべてのスレッド"],
  anyTime: ["Any time", "Toute la période", "期間の指定を解除"],
  clearFilters: ["Clear filters", "Effacer les filtres", "フィルターを解除"],
  entriesPass: ["{n} {n|entry passes|entries pass} the filters", "{n} {n|entrée retenue|entrées retenues} par les filtres", "フィルターに一致するエントリ：{n} 件"],
  noEntryPasses: ["No entry passes the filters", "Aucune entrée ne passe les filtres", "フィルターに一致するエントリはありません"],
  lineCut: ["… (line shown in part)", "… (ligne montrée en partie)", "…（行の一部を表示）"],
  lineNumber: ["line {line}", "ligne {line}", "{line} 行目"],
  findInLog: ["Find in the log  ( f )", "Chercher dans le journal  ( f )", "ログ内を検索（ f ）"],
  nextHit: ["Next hit (Enter)", "Occurrence suivante (Entrée)", "次の一致（Enter）"],
  previousHit: ["Previous hit (Shift+Enter)", "Occurrence précédente (Maj+Entrée)", "前の一致（Shift+Enter）"],
  hitCount: ["Hits: {count}", "Occurrences\u00A0: {count}", "一致：{count} 件"],
  hitAt: ["Hit in line {line}", "Occurrence à la ligne {line}", "{line} 行目に一致"],
  hitAround: ["Hit in line {line}, after starting anew", "Occurrence à la ligne {line}, après retour à l’autre bout", "{line} 行目に一致（端まで検索して折り返し）"],
  noHit: ["No hit", "Aucune occurrence", "一致なし"],
  seeking: ["Looking…", "Recherche en cours…", "検索中…"],
  place: ["{source}, line {line}", "{source}, ligne {line}", "{source} の {line} 行目"],
  inContext: ["Show in context", "Voir dans son contexte", "前後の行とともに表示"],
  copyLine: ["Copy the line", "Copier la ligne", "行をコピー"],
  copyLink: ["Copy the link", "Copier le lien", "リンクをコピー"],
  backToFinding: ["Back to the finding", "Retour au constat", "検出結果に戻る"],
  timelineSum: ["{errors}, {warnings}", "{errors}, {warnings}", "{errors}、{warnings}"],
  errors: ["{n} {n|error|errors}", "{n} {n|erreur|erreurs}", "エラー {n} 件"],
  warnings: ["{n} {n|warning|warnings}", "{n} {n|avertissement|avertissements}", "警告 {n} 件"],
  timelineBar: ["one bar is {length}", "une barre\u00A0: {length}", "棒 1 本：{length}"],
  timelineEmpty: ["No errors and no warnings over time.", "Ni erreur ni avertissement au fil du temps.", "時系列に表示できるエラーや警告はありません。"],
  timelineUntimed: ["{n} {n|entry has|entries have} no time.", "{n} {n|entrée|entrées} sans horodatage.", "時刻のないエントリ：{n} 件。"],
  asTable: ["The same as a table", "Les mêmes chiffres en tableau", "表で見る"],
  fromTime: ["From", "À partir de", "開始"],
  stretchFrom: ["Start of the stretch of time", "Début de la période", "期間の開始"],
  stretchTo: ["End of the stretch of time", "Fin de la période", "期間の終了"],

  // Search and articles
  searchHint: ["Words of the problem, an exception, or the number of an article.", "Les mots du problème, une exception ou le numéro d’un article.", "問題を表す語句、例外名、または記事番号を入力してください。"],
  resultCount: ["{n} {n|result|results}", "{n} {n|résultat|résultats}", "{n} 件の結果"],
  noResult: ["Nothing found.", "Aucun résultat.", "見つかりませんでした。"],
  didYouMean: ["Did you mean", "Vouliez-vous dire", "もしかして："],
  article: ["Article", "Article", "記事"],
  articleLanguage: ["Language of the article", "Langue de l’article", "記事の言語"],
  ownPage: ["On a page of its own", "Sur sa propre page", "記事のページを開く"],
  original: ["Original at Adobe", "Original chez Adobe", "アドビの元記事"],
  notInLanguage: ["This article does not exist in your language.", "Cet article n’existe pas en français.", "この記事の日本語版はありません。"],
  likeThis: ["Similar articles", "Articles semblables", "類似の記事"],
  didItHelp: ["Did it help?", "Cela vous a-t-il aidé\u00A0?", "役に立ちましたか？"],
  useful: ["Useful", "Utile", "役に立った"],
  notUseful: ["Not useful", "Pas utile", "役に立たなかった"],
  isWrong: ["Wrong", "Erroné", "誤りがある"],
  thanks: ["Noted on this machine", "Noté sur cette machine", "このマシンに記録しました"],

  // The playground
  playgroundLead: ["Write a rule and see at once what it finds in a log.", "Écrivez une règle et voyez aussitôt ce qu’elle trouve dans un journal.", "ルールを書くと、ログから検出される内容がすぐに表示されます。"],
  ruleText: ["Rule", "Règle", "ルール"],
  result: ["Result", "Résultat", "結果"],
  ruleBroken: ["The rule cannot be read", "La règle est illisible", "ルールを読み取れません"],
  ruleSpeaks: ["The rule speaks", "La règle se prononce", "ルールが成立しました"],
  ruleSilent: ["The rule is silent", "La règle se tait", "ルールは成立しませんでした"],
  signatures: ["Signatures", "Signatures", "シグネチャ"],
  branches: ["Branches", "Branches", "条件の分岐"],
  holds: ["holds", "vrai", "成立"],
  fails: ["does not hold", "faux", "不成立"],
  matches: ["{n} {n|match|matches}", "{n} {n|correspondance|correspondances}", "一致 {n} 件"],
  asReported: ["As the report would show it", "Tel que le rapport le montrerait", "レポートでの表示"],
  caseName: ["Name of the case", "Nom du cas", "ケース名"],
  downloadCase: ["Download as case files", "Télécharger comme cas de test", "ケースファイルとしてダウンロード"],

  // The keyboard
  keySearch: ["search", "rechercher", "検索"],
  keyNextFinding: ["next finding or result", "constat ou résultat suivant", "次の検出結果"],
  keyPreviousFinding: ["previous finding or result", "constat ou résultat précédent", "前の検出結果"],
  keyNextStep: ["next piece of evidence, in the log", "preuve suivante, dans le journal", "次の証拠をログで表示"],
  keyPreviousStep: ["previous piece of evidence", "preuve précédente", "前の証拠"],
  keyErrors: ["errors only, or everything", "erreurs seulement, ou tout", "エラーのみ／すべてを切り替え"],
  keyFind: ["find in the log", "chercher dans le journal", "ログ内を検索"],
  keyLog: ["to the log", "aller au journal", "ログへ移動"],
  keyReply: ["reply to the customer", "réponse au client", "お客様への返信"],
  keyHelp: ["this help", "cette aide", "このヘルプ"],
  keyEscape: ["leave a field, close a window", "quitter un champ, fermer une fenêtre", "入力欄を離れる、ウィンドウを閉じる"],
  keysInLog: ["In the log: arrow keys, Page Up and Page Down, Home and End.", "Dans le journal\u00A0: flèches, Page préc. et Page suiv., Début et Fin.", "ログ内：矢印キー、Page Up／Page Down、Home／End。"],
  keysOn: ["Single letters act as shortcuts", "Les lettres seules servent de raccourcis", "1 文字のショートカットを使用する"],
};

// Names of what the server sends, by topic.
const names = {
  severity: {
    critical: ["CRITICAL", "CRITIQUE", "重大"], error: ["ERROR", "ERREUR", "エラー"],
    warning: ["WARNING", "AVERTISSEMENT", "警告"], notice: ["NOTICE", "REMARQUE", "情報"],
  },
  status: {
    confirmed: ["Confirmed", "Confirmé", "確定"], likely: ["Likely", "Probable", "可能性が高い"],
    possible: ["Possible, not proven", "Possible, non établi", "可能性あり・未確定"], inconclusive: ["Inconclusive", "Non concluant", "判定不能"],
  },
  verdict: {
    "known-problem": ["Known problem", "Problème connu", "既知の問題"], "possible-problem": ["Possible problem", "Problème possible", "問題の可能性"],
    "nothing-found": ["Nothing found", "Rien trouvé", "検出なし"], unreadable: ["No verdict", "Pas de verdict", "判定不能"],
  },
  state: {
    waiting: ["Waiting", "En attente", "待機中"], running: ["Reading", "En cours", "読み取り中"], done: ["Done", "Terminé", "完了"],
    cancelled: ["Cancelled", "Annulé", "キャンセル済み"], failed: ["Failed", "Échec", "失敗"],
  },
  baseline: { new: ["new", "nouveau", "新規"], known: ["known", "déjà connu", "既知"] },
  risk: {
    low: ["low risk", "risque faible", "リスク：低"], medium: ["medium risk", "risque moyen", "リスク：中"],
    high: ["high risk", "risque élevé", "リスク：高"], irreversible: ["cannot be undone", "irréversible", "リスク：取り消し不可"],
  },
  deployment: { onprem: ["On-premise", "Sur site", "オンプレミス"], ams: ["Adobe Managed Services", "Adobe Managed Services", "Adobe Managed Services"], sdk: ["Local SDK", "SDK local", "ローカル SDK"], cloud: ["AEM as a Cloud Service", "AEM as a Cloud Service", "AEM as a Cloud Service"] },
  contribution: {
    evidence: ["the evidence", "les preuves", "証拠"], "gate-unknown": ["not known whether the rule applies here", "applicabilité de la règle inconnue", "ルールの適用条件が不明"],
    "line-order": ["records without times", "enregistrements sans horodatage", "時刻のないレコード"], limit: ["upper or lower limit", "limite atteinte", "上限または下限"],
  },
  outcome: { passed: ["met", "rempli", "条件を満たす"], unknown: ["not known", "inconnu", "不明"], vetoed: ["ruled out", "écarté", "除外"] },
  caveat: {
    "line-order": ["Records without times: the order of lines was taken.", "Enregistrements sans horodatage\u00A0: l’ordre des lignes a été retenu.", "時刻のないレコードのため、行の順序で判定しました。"],
    "out-of-order": ["Times run backwards; records were put in the order of their times.", "Les heures reculent\u00A0; les enregistrements ont été triés par heure.", "時刻が逆行しているため、レコードを時刻順に並べ替えました。"],
    evicted: ["More was observed than is kept; some occurrences may be missing.", "Plus d’observations que l’on n’en garde\u00A0; des occurrences peuvent manquer.", "検出数が保持上限を超えたため、一部の発生が漏れている可能性があります。"],
    "undecided-absence": ["Whether something was absent could not be established.", "L’absence d’un événement n’a pas pu être établie.", "ある事象が発生しなかったことを確認できませんでした。"],
  },
  articleState: {
    wip: ["draft", "brouillon", "下書き"], "not-validated": ["not validated", "non validé", "未検証"],
    validated: ["validated", "validé", "検証済み"], archived: ["archived", "archivé", "アーカイブ済み"],
  },
  fact: {
    instance: ["Installation", "Installation", "インストール先"], aem: ["Version", "Version", "バージョン"], product: ["Product", "Produit", "製品"],
    servicePack: ["Service Pack", "Service Pack", "Service Pack"], tier: ["Tier", "Instance", "インスタンスの種別"], runModes: ["Run modes", "Modes d’exécution", "実行モード"],
    java: ["Java", "Java", "Java"], javaVendor: ["Maker of Java", "Éditeur de Java", "Java のベンダー"], oak: ["Oak", "Oak", "Oak"], os: ["System", "Système", "OS"],
    bundles: ["Bundles", "Bundles", "バンドル数"], bundlesNotActive: ["Bundles not active", "Bundles inactifs", "非アクティブなバンドル"],
    deployment: ["Deployment", "Déploiement", "デプロイ形態"], language: ["Language of the mail", "Langue du courriel", "メールの言語"], timeZone: ["Time zone", "Fuseau horaire", "タイムゾーン"],
  },
  repair: {
    "quote-marks": ["quoting marks taken off", "marques de citation retirées", "引用記号を除去"], "back-ticks": ["back-ticks taken off", "accents graves retirés", "バッククォートを除去"],
    markup: ["HTML taken out", "balises HTML retirées", "HTML タグを除去"], "container-prefixes": ["container prefixes taken off", "préfixes de conteneur retirés", "コンテナーの接頭辞を除去"],
    "line-numbers": ["line numbers of grep taken off", "numéros de ligne de grep retirés", "grep の行番号を除去"], "json-wrapping": ["lines taken out of JSON", "lignes extraites de JSON", "JSON から行を取り出し"],
    "table-cells": ["table cells joined", "cellules de tableau réunies", "表のセルを結合"], "smart-quotes": ["typographic quotes made plain", "guillemets typographiques remplacés", "全角・曲線の引用符を置換"],
    "hard-wraps": ["broken lines joined", "lignes coupées réunies", "折り返された行を結合"], "lost-line-feeds": ["lost line feeds put back", "sauts de ligne rétablis", "失われた改行を復元"],
    "cut-timestamps": ["a cut date completed", "date tronquée complétée", "途中で切れた日時を補完"],
  },
  skip: {
    empty: ["empty", "vide", "空"], image: ["image", "image", "画像"], "java-archive": ["Java archive", "archive Java", "Java アーカイブ"], "heap-dump": ["heap dump", "vidage de la mémoire", "ヒープダンプ"],
    binary: ["binary", "binaire", "バイナリ"], "symbolic-link": ["symbolic link", "lien symbolique", "シンボリックリンク"], "special-file": ["special file", "fichier spécial", "特殊ファイル"],
    unreadable: ["cannot be opened", "ouverture impossible", "開くことができません"], damaged: ["damaged", "endommagé", "破損しています"],
    encrypted: ["encrypted", "chiffré", "暗号化されています"], "wrong-password": ["encrypted, no known password opens it", "chiffré, aucun mot de passe connu ne l’ouvre", "暗号化されており、既知のパスワードでは開けません"],
    "unsupported-encryption": ["encrypted in a way that is not supported", "chiffré d’une façon non prise en charge", "対応していない方式で暗号化されています"],
    "too-deep": ["archives nested too deep", "archives imbriquées trop profondément", "アーカイブの入れ子が深すぎます"], "too-large": ["too large", "trop volumineux", "大きすぎます"],
    "expands-too-far": ["expands to more than is allowed", "taille décompressée au-delà de la limite", "展開後のサイズが上限を超えています"], "ratio-too-high": ["expands like a zip bomb", "se décompresse comme une bombe", "圧縮率が zip 爆弾の疑いのある値です"],
    "too-many-members": ["too many files", "trop de fichiers", "ファイルが多すぎます"], "unsafe-path": ["a path that leaves the archive", "chemin qui sort de l’archive", "アーカイブの外を指すパスです"],
    "link-outside": ["a link to a file outside", "lien vers un fichier extérieur", "フォルダー外のファイルへのリンクです"],
    "unsupported-encoding": ["a character encoding that is not supported", "codage de caractères non pris en charge", "対応していない文字コードです"], "unsupported-format": ["a format that is not supported", "format non pris en charge", "対応していない形式です"],
  },
  documentKind: {
    "error-log": ["error.log", "error.log", "error.log"], "request-log": ["request.log", "request.log", "request.log"], "access-log": ["access.log", "access.log", "access.log"],
    "audit-log": ["audit.log", "audit.log", "audit.log"], "history-log": ["history.log", "history.log", "history.log"], "upgrade-log": ["upgrade.log", "upgrade.log", "upgrade.log"],
    "replication-log": ["replication.log", "replication.log", "replication.log"], "query-recorder-log": ["queryrecorder.log", "queryrecorder.log", "queryrecorder.log"],
    "console-log": ["output of the virtual machine", "sortie de la machine virtuelle", "仮想マシンの出力"], "oak-console": ["output of oak-run", "sortie d’oak-run", "oak-run の出力"],
    "segment-journal": ["journal of the segment store", "journal du segment store", "セグメントストアのジャーナル"], "dispatcher-log": ["Dispatcher log", "journal Dispatcher", "Dispatcher ログ"],
    "httpd-error-log": ["error log of Apache httpd", "journal d’erreurs d’Apache httpd", "Apache httpd のエラーログ"], "cdn-log": ["CDN log", "journal CDN", "CDN ログ"], "build-log": ["build log", "journal de build", "ビルドログ"],
    "tool-output": ["output of a tool", "sortie d’un outil", "ツールの出力"], "thread-dump": ["thread dump", "thread dump", "スレッドダンプ"], "gc-log": ["garbage collection log", "journal du ramasse-miettes", "ガベージコレクションログ"],
    "crash-report": ["crash report", "rapport d’arrêt brutal", "クラッシュレポート"], "process-table": ["output of top", "sortie de top", "top の出力"], payload: ["JSON payload", "réponse JSON", "JSON ペイロード"],
    "http-transcript": ["record of HTTP exchanges", "trace d’échanges HTTP", "HTTP 通信の記録"], "osgi-config": ["OSGi configuration", "configuration OSGi", "OSGi 設定"],
    "jcr-export": ["content of the repository", "contenu du référentiel", "リポジトリの内容"], "dispatcher-config": ["Dispatcher configuration", "configuration du Dispatcher", "Dispatcher の設定"],
    "httpd-config": ["Apache httpd configuration", "configuration d’Apache httpd", "Apache httpd の設定"], properties: ["properties", "propriétés", "プロパティ"], "start-script": ["start script", "script de démarrage", "起動スクリプト"],
    "status-page": ["configuration status", "état de la configuration", "構成ステータス"], "package-list": ["list of packages", "liste des packages", "パッケージ一覧"],
    "health-check": ["health checks", "contrôles d’intégrité", "ヘルスチェックの結果"], text: ["text", "texte", "テキスト"],
  },
};
