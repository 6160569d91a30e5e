/// The page's style: two themes, print, narrow screens. Text has a contrast of 4.5:1 or more in both themes.
enum QualityStyle {
  static let css = """
    :root{--bg:#f6f7f9;--card:#fff;--fg:#1b1f24;--quiet:#5b6470;--line:#dde2e8;--soft:#eef1f5;--ok:#0b5cad;--warn:#8a5300;--bad:#b3261e;--nm:#5f6773;--okbg:#e8f1fb;--warnbg:#fdf3e1;--badbg:#fcebe9;--nmbg:#eef0f3;--cell:11,92,173}
    @media (prefers-color-scheme:dark){:root{--bg:#0f1318;--card:#171c23;--fg:#e7eaee;--quiet:#a3adb9;--line:#2b333d;--soft:#1f262f;--ok:#7db8ff;--warn:#f0b45c;--bad:#ff9d93;--nm:#a3adb9;--okbg:#14253a;--warnbg:#2f2411;--badbg:#361a18;--nmbg:#222932;--cell:125,184,255}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
    body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK TC",sans-serif;font-variant-numeric:tabular-nums}
    main{max-width:1120px;margin:0 auto;padding:20px 20px 48px}
    a{color:inherit;text-decoration-color:var(--quiet);text-underline-offset:3px}a:hover{color:var(--ok)}
    :focus-visible{outline:2px solid var(--ok);outline-offset:2px}
    h2{font-size:17px;line-height:1.3;margin:36px 0 10px;font-weight:650}
    p{margin:0 0 6px}
    .quiet{color:var(--quiet);font-weight:400}.small{font-size:13px}.strong{font-weight:650}
    .ok{color:var(--ok)}.warn{color:var(--warn)}.bad{color:var(--bad)}.nm,.none{color:var(--nm)}
    .top{display:flex;flex-wrap:wrap;gap:4px 14px;align-items:baseline;margin-bottom:14px;font-size:14px}
    .brand{font-weight:650;font-size:15px}
    .verdict{display:grid;grid-template-columns:auto 1fr auto;gap:12px 28px;align-items:center;background:var(--card);border:1px solid var(--line);border-left:8px solid var(--nm);border-radius:10px;padding:20px 24px;color:var(--fg)}
    .verdict.ok{border-left-color:var(--ok)}.verdict.warn{border-left-color:var(--warn)}.verdict.bad{border-left-color:var(--bad)}
    .number{display:flex;flex-direction:column}.number .quiet{font-size:13px;max-width:190px;line-height:1.35;margin-top:4px}
    .big{font-size:46px;line-height:1;font-weight:700;letter-spacing:-.02em;white-space:nowrap}
    .mark{font-size:28px;margin-right:10px;vertical-align:6px}
    .verdict.ok .mark{color:var(--ok)}.verdict.warn .mark{color:var(--warn)}.verdict.bad .mark{color:var(--bad)}.verdict.nm .mark{color:var(--nm)}
    .lead{font-size:18px;line-height:1.4;font-weight:600}
    .words p:last-child{margin:0}
    .trend{margin:0;text-align:right}.trend figcaption{font-size:12px;color:var(--quiet)}
    .item{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--nm);border-radius:8px;padding:12px 16px;margin:0 0 8px;color:var(--fg)}
    .item.bad{border-left-color:var(--bad)}.item.warn{border-left-color:var(--warn)}
    .what{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline}
    .state{white-space:nowrap;font-weight:600}.item.bad .state{color:var(--bad)}.item.warn .state{color:var(--warn)}.item.nm .state{color:var(--nm)}
    .chip{font-size:12px;border-radius:10px;padding:1px 9px;background:var(--soft);color:var(--quiet);white-space:nowrap}
    .finding{margin:3px 0 4px;overflow-wrap:anywhere}
    .facts{display:flex;flex-wrap:wrap;gap:2px 16px;font-size:13px;color:var(--quiet)}
    code{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
    .command{display:block;margin-top:8px;padding:6px 10px;background:var(--soft);border-radius:6px;color:var(--fg);user-select:all;-webkit-user-select:all}
    .calm{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:14px 18px}
    .scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:8px}
    table{border-collapse:collapse;width:100%;font-size:14px}
    th,td{text-align:left;padding:8px 12px;border-bottom:1px solid var(--line);vertical-align:top;font-weight:400}
    thead th{font-size:12.5px;color:var(--quiet);white-space:nowrap;border-bottom-color:var(--line)}
    tbody tr:last-child>*{border-bottom:0}
    tbody th[scope=row]{font-weight:600;white-space:nowrap}
    .num{text-align:right;white-space:nowrap}
    .datasets td,.datasets tbody th{vertical-align:middle}
    .datasets td,.datasets th{padding:8px 9px}
    .range{white-space:nowrap}.range svg{display:block}.range .quiet{font-size:12px}
    .checks td{min-width:88px}.checks td:nth-child(2),.checks td:nth-child(3){min-width:220px;overflow-wrap:anywhere}.why{display:block;color:var(--quiet);font-size:13px}
    .fold{margin:0 0 8px}.fold>summary{cursor:pointer;padding:6px 2px;list-style-position:inside}.fold[open]>summary{margin-bottom:6px}
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,500px),1fr));gap:0 20px}.figure{min-width:0}.chart{width:100%;height:auto;min-width:440px;max-width:660px}.figure .scroll{padding:14px 16px}.figure .scroll+p{margin-top:8px}
    .figure .fold .scroll{padding:0}
    .lines{margin:0;padding:12px 18px;list-style:none;background:var(--card);border:1px solid var(--line);border-radius:8px}
    .prose{max-width:70ch;padding:4px 2px}
    footer{margin-top:36px;font-size:13px}
    tr:target,details:target>summary{background:var(--okbg)}
    svg{display:block;max-width:none;overflow:visible}svg text{font:11.5px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:var(--quiet);font-variant-numeric:tabular-nums}
    svg .strong,svg .value{fill:var(--fg);font-weight:650}svg .value{font-size:13px}
    .spark{display:inline-block}
    .trace{fill:none;stroke:var(--quiet);stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round}
    .tick,.grid{stroke:var(--line);stroke-width:1}.tick{stroke-dasharray:3 3}
    .dot{fill:var(--quiet)}.now{stroke:var(--card);stroke-width:2}.now.ok{fill:var(--ok)}.now.warn{fill:var(--warn)}.now.bad{fill:var(--bad)}.now.nm{fill:var(--nm)}
    .flag{fill:var(--card);stroke:var(--bad);stroke-width:2}
    .band{fill:rgba(var(--cell),.13)}.whisker{stroke:rgba(var(--cell),.35);stroke-width:8}
    .track{fill:var(--soft)}.fill.ok{fill:var(--ok)}.fill.warn{fill:var(--warn)}.fill.bad{fill:var(--bad)}.fill.nm{fill:var(--nm)}
    .unknown{fill:var(--card);stroke:var(--quiet);stroke-width:.75}.hatch{stroke:var(--quiet);stroke-width:1}.mark{stroke:none}.bar .mark{stroke:var(--card);stroke-width:1.5}
    .level1{fill:rgba(var(--cell),.1)}.level2{fill:rgba(var(--cell),.17)}.level3{fill:rgba(var(--cell),.24)}.level4{fill:rgba(var(--cell),.32)}.level5{fill:rgba(var(--cell),.4)}
    .missing{fill:var(--badbg);stroke:var(--bad);stroke-width:1.25;stroke-dasharray:3 2}svg .cross{fill:var(--bad);font-weight:700}
    @media (max-width:720px){main{padding:14px 12px 36px}.verdict{grid-template-columns:1fr;padding:16px 18px}.trend{text-align:left}.number .quiet{max-width:none}.lead{font-size:17px}h2{margin-top:28px}.datasets thead th:first-child,.datasets tbody th{position:sticky;left:0;background:var(--card);z-index:1}.datasets tbody th .quiet{display:block;font-size:12px}}
    @media print{:root{--bg:#fff;--card:#fff;--fg:#000;--quiet:#444;--line:#bbb;--soft:#f0f0f0;--ok:#0b5cad;--warn:#8a5300;--bad:#b3261e;--nm:#555;--okbg:#fff;--badbg:#fff;--cell:11,92,173}body{font-size:12px}main{max-width:none;padding:0}details>*{display:block}details::details-content{content-visibility:visible;display:block}.item,tr,figure,.figure{break-inside:avoid}.scroll{overflow:visible}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
    """
}
