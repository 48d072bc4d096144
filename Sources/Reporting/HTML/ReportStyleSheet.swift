import DigestKit

/// How the web page of a report looks: on paper, on a phone, in the dark.
///
/// Colours keep a contrast of at least 4.5 to 1 to what is behind them.
enum ReportStyleSheet {
  static let text = """
    :root{color-scheme:light dark;--ink:#1c2127;--soft:#55606b;--paper:#fff;--wash:#f4f6f8;\
    --line:#d5dbe1;--link:#0b57a4;--bad:#b42318;--warn:#8a5200;--fine:#1a6f37;--mild:#0b57a4;\
    --mark:#fdeeb5}
    @media (prefers-color-scheme:dark){:root{--ink:#e4e9ee;--soft:#a0abb6;--paper:#12161b;\
    --wash:#1b2128;--line:#343c45;--link:#82b8f2;--bad:#ff938a;--warn:#e6b450;--fine:#67d287;\
    --mild:#82b8f2;--mark:#5a4a12}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:anywhere;\
    font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Hiragino Sans",\
    "Noto Sans CJK JP","Yu Gothic UI",Meiryo,sans-serif}
    :lang(ja) body,body:lang(ja){line-height:1.75;line-break:strict}
    h1:lang(ja),h2:lang(ja),h3:lang(ja){word-break:auto-phrase;text-wrap:wrap}
    .page{max-width:54rem;margin:0 auto;padding:2.5rem 1.5rem 3rem}
    h1,h2,h3,h4{line-height:1.3;text-wrap:balance;margin:0}
    h1{font-size:1.75rem;letter-spacing:-.01em}
    h2{font-size:1.25rem;margin:3rem 0 1rem;padding-bottom:.4rem;border-bottom:1px solid var(--line)}
    h3{font-size:1.2rem;margin:.35rem 0 .5rem}
    h4{font-size:.8rem;font-weight:650;color:var(--soft);margin:1.4rem 0 .4rem;letter-spacing:.02em}
    p{margin:0 0 .7rem}
    ul,ol{margin:0 0 .7rem;padding-left:1.4rem}
    li{margin:.2rem 0}
    a{color:var(--link);text-underline-offset:.15em}
    a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:3px;\
    border-radius:2px}
    code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",\
    "Noto Sans Mono CJK JP",monospace;font-size:.86em;font-variant-ligatures:none}
    code{overflow-wrap:anywhere}
    pre{margin:.3rem 0 .8rem;padding:.75rem .9rem;background:var(--wash);border-radius:6px;\
    white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5;max-height:28rem;overflow-y:auto}
    pre.command{border-left:3px solid var(--line)}
    mark{background:var(--mark);color:inherit;border-radius:2px}
    .soft,.facts,figcaption,footer{color:var(--soft)}
    .facts,figcaption,.soft{font-size:.9rem}
    .verdict{margin-bottom:1.5rem;padding-left:1rem;border-left:5px solid var(--soft)}
    .verdict .facts{margin:.3rem 0 0}
    .bad{--tone:var(--bad)}.warn{--tone:var(--warn)}.fine{--tone:var(--fine)}.mild{--tone:var(--mild)}
    .verdict.bad,.verdict.warn,.verdict.fine,.verdict.mild{border-color:var(--tone)}
    .note{margin:1rem 0;padding:.7rem 1rem;background:var(--wash);border-left:5px solid var(--warn);\
    border-radius:0 6px 6px 0}
    nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;list-style:none;padding:0;margin:1.2rem 0}
    .finding{margin:0 0 2rem;padding:1.2rem 1.4rem 1rem;border:1px solid var(--line);\
    border-top:4px solid var(--tone);border-radius:8px}
    .badge{display:inline-block;padding:.05rem .55rem;margin-right:.4rem;border-radius:99px;\
    font-size:.75rem;font-weight:700;letter-spacing:.04em;color:var(--paper);background:var(--tone)}
    figure{margin:0 0 .8rem}
    figure pre{margin-bottom:.3rem}
    summary{cursor:pointer;color:var(--soft);font-size:.9rem;padding:.3rem 0}
    details>:not(summary){margin-left:.2rem}
    .article{font-size:1.05rem}
    table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.3rem 0 1rem}
    th,td{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;\
    border-bottom:1px solid var(--line)}
    th{font-weight:600}
    thead th{color:var(--soft)}
    td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    .timeline svg{display:block;width:100%;height:6rem}
    .timeline .bar{fill:var(--bad)}
    .timeline .base{stroke:var(--line);vector-effect:non-scaling-stroke}
    .timeline .scale{display:flex;justify-content:space-between;gap:1rem;font-size:.82rem;\
    color:var(--soft);font-variant-numeric:tabular-nums}
    .timeline .scale span:last-child{text-align:right}
    footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.85rem}
    .skip{position:absolute;left:-9999px}
    .skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
    @media (max-width:36rem){.page{padding:1.25rem 1rem 2rem}h1{font-size:1.4rem}\
    h2{margin-top:2.2rem}.finding{padding:1rem;border-radius:6px}pre{padding:.6rem .7rem;font-size:.8em}\
    .wide thead{display:none}.wide tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}\
    .wide td,.wide th{display:block;border:0;padding:.1rem 0;text-align:left}}
    @media print{:root{--ink:#000;--soft:#444;--paper:#fff;--wash:#f4f4f4;--line:#bbb;--link:#000;\
    --bad:#9c1c12;--warn:#704200;--fine:#14552a;--mild:#08447f;--mark:#eee}body{font-size:10pt}\
    .page{max-width:none;padding:0}nav,.skip{display:none}pre{max-height:none;overflow:visible;\
    border:1px solid var(--line)}h2,h3,h4,figcaption{break-after:avoid}figure{break-inside:avoid-page}\
    .badge{color:#000;background:none;border:1px solid #000}.finding{border-width:1px 0 0;padding:1rem 0}\
    a[href^="https"]::after{content:" (" attr(href) ")";font-size:.85em}\
    details::details-content{content-visibility:visible;display:block;height:auto}}
    @page{margin:18mm 16mm}
    """

  /// The style sheet's digest, as a policy names what may be applied.
  static let digest: String = {
    "'sha256-" + base64(SHA256.digest(of: Array(text.utf8)).bytes) + "'"
  }()

  private static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for offset in 0..<3 {
        bits = bits << 8 | Int(group.count > offset ? group[start + offset] : 0)
      }
      for place in 0...3 {
        text.append(
          place > group.count ? UInt8(ascii: "=") : letters[bits >> (18 - 6 * place) & 63])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
