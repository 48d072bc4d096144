import Model
import Remediation
import RemedyProtocol

extension ModelContextTool {
  /// Every tool, in the order in which they are listed.
  static func all(
    knowledge: ModelContextKnowledge, diagnoses: ModelContextDiagnoses
  ) -> [ModelContextTool] {
    [
      ModelContextTool(
        name: "diagnose",
        title: LocalizedText(
          en: "Diagnose AEM logs", fr: "Diagnostiquer des journaux AEM", ja: "AEM ログを診断する"),
        summary: LocalizedText(
          en: "Finds out from logs, configurations or support bundles of Adobe Experience Manager"
            + " what is wrong, with evidence, articles and remedies. Works offline.",
          fr: "Trouve ce qui ne va pas à partir de journaux, de configurations ou d’archives de"
            + " support d’Adobe Experience Manager, avec preuves, articles et remèdes. Hors ligne.",
          ja: "Adobe Experience Manager のログ、設定、サポートバンドルから問題を特定し、"
            + "根拠、記事、対処を示します。オフラインで動作します。"),
        input: .object([
          ("text?", .string.described("the log, or whatever was pasted, as it is")),
          ("name?", .string.described("the file name of the text, such as error.log")),
          (
            "paths?",
            .list(.string).described(
              "files, folders or archives below the folders that were opened with --root")
          ),
          (
            "timezone?",
            .string.described("the zone of logs that state none, such as Europe/Paris or +09:00")
          ), Schema.language,
        ]),
        output: .diagnosis, answer: { try diagnoses.diagnose($0) }),
      ModelContextTool(
        name: "explain_finding",
        title: LocalizedText(
          en: "Explain a finding", fr: "Expliquer un constat", ja: "検出結果を説明する"),
        summary: LocalizedText(
          en:
            "The proof of a finding of an earlier diagnosis: its steps line by line, why it is not"
            + " surer, and what evidence would decide it.",
          fr: "La preuve d’un constat d’un diagnostic précédent\u{A0}: ses étapes ligne par ligne,"
            + " pourquoi il n’est pas plus sûr, et ce qui trancherait.",
          ja: "以前の診断の検出結果について、手順ごとの行、確度が上がらない理由、判断に必要な証拠を示します。"),
        input: .object([
          ("report", .string.described("the handle that diagnose gave, such as report-1")),
          ("finding", .string.described("the finding’s id or fingerprint")), Schema.language,
        ]),
        output: .explanation, answer: { try diagnoses.explain($0) }),
      ModelContextTool(
        name: "search_articles",
        title: LocalizedText(
          en: "Search the articles", fr: "Chercher dans les articles", ja: "記事を検索する"),
        summary: LocalizedText(
          en: "Finds the articles for a symptom, in English, French or Japanese.",
          fr: "Trouve les articles d’un symptôme, en anglais, français ou japonais.",
          ja: "症状に合う記事を英語・フランス語・日本語で検索します。"),
        input: .object([
          ("query", .string.described("a symptom, a question, or an error as it was logged")),
          ("limit?", .range(1...50).described("how many articles at most (10)")),
          ("product?", .string.described("only on this product, as articles name it")),
          ("version?", .string.described("only with this version in their text, such as 6.5.21")),
          Schema.language,
        ]),
        output: .searchAnswer, answer: { try knowledge.search($0) }),
      ModelContextTool(
        name: "get_article",
        title: LocalizedText(en: "Read an article", fr: "Lire un article", ja: "記事を読む"),
        summary: LocalizedText(
          en: "The whole text of an article, in the language wanted if it exists in it.",
          fr: "Le texte entier d’un article, dans la langue voulue s’il y existe.",
          ja: "記事の全文を、存在すれば指定の言語で返します。"),
        input: .object([
          ("number", .string.described("the number, such as KA-23909")), Schema.language,
        ]),
        output: .articleAnswer, answer: { try knowledge.article($0) }),
      ModelContextTool(
        name: "redact",
        title: LocalizedText(en: "Mask secrets", fr: "Masquer les secrets", ja: "秘密情報を伏せ字にする"),
        summary: LocalizedText(
          en: "Masks passwords, keys and tokens in a text before it is passed on.",
          fr: "Masque mots de passe, clés et jetons d’un texte avant de le transmettre.",
          ja: "テキストを渡す前に、パスワード、鍵、トークンを伏せ字にします。"),
        input: .object([
          ("text", .string.described("what is to be passed on")),
          (
            "names?",
            .boolean.described("whether to mask hosts, users, addresses and customers, too")
          ), Schema.language,
        ]),
        output: .object([
          ("text", .string.described("the text with tokens such as [secret-1] instead of values")),
          (
            "masked",
            .map(.integer).described("how many values of each kind were masked, by kind")
          ),
        ]),
        answer: { try knowledge.redact($0) }),
      ModelContextTool(
        name: "plan_remedy",
        title: LocalizedText(
          en: "Preview a remedy", fr: "Prévisualiser un remède", ja: "対処をプレビューする"),
        summary: LocalizedText(
          en: "Shows exactly what a remedy would do. Nothing is carried out; a person does that on"
            + " the command line.",
          fr: "Montre exactement ce que ferait un remède. Rien n’est exécuté\u{A0}; une personne le"
            + " fait en ligne de commande.",
          ja: "対処の内容を正確に示します。実行はしません。実行は担当者がコマンドラインで行います。"),
        input: .object([
          (
            "remedy",
            knowledge.remedies.manifests.isEmpty
              ? .string.described("the remedy’s id")
              : .choice(knowledge.remedies.manifests.map(\.id)).described("the remedy’s id")
          ),
          ("action?", .string.described("what of it to do, if it can do several things")),
          (
            "instance?",
            .string.described("the installation’s folder, below one opened with --root")
          ), ("url?", .string.described("the instance’s address, such as http://localhost:4502")),
          (
            "deployment?",
            .choice(RemedyDeployment.allCases.map(\.rawValue)).described("how AEM is run")
          ), ("production?", .boolean.described("whether it is a production system")),
          (
            "parameters?",
            .map(.string).described("further values by name, as diagnose names them in “remedies”")
          ), Schema.language,
        ]),
        output: .object([
          (
            "plan",
            .map(.any).described("the plan as “aemedic remedy apply” takes it once a person agrees")
          ), ("text", .string.described("the plan in sentences")),
          ("command", .string.described("the command that shows the same on a command line")),
        ]),
        answer: { try knowledge.plan($0) }),
    ]
  }
}
