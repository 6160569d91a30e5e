/// The page. Sections without content leave nothing behind; every value is escaped, pictures excepted.
enum QualityTemplate {
  static let text = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>{{title}}</title>
    <link rel="icon" href="{{icon}}">
    <style>{{{style}}}</style>
    </head>
    <body>
    <main>
    <header class="top"><span class="brand">{{pipeline}}</span><span>data quality of <b>{{date}}</b></span><span class="quiet">{{interval}}</span></header>

    <section class="verdict {{tone}}" aria-label="Verdict">
    <div class="number"><span class="big"><span class="mark" aria-hidden="true">{{mark}}</span>{{score}}</span><span class="quiet">{{range}}</span></div>
    <div class="words"><p class="lead">{{sentence}}</p>{{#consequence}}<p>{{.}}</p>{{/consequence}}<p class="quiet">{{comparison}}{{#cap}} {{.}}{{/cap}}</p></div>
    {{#trend}}<figure class="trend">{{{.}}}<figcaption>{{trendCaption}}</figcaption></figure>{{/trend}}
    </section>

    <section aria-labelledby="attention">
    <h2 id="attention">What needs a person</h2>
    {{#isCalm}}<p class="calm">{{calm}}</p>{{/isCalm}}
    {{#attention}}\(item){{/attention}}
    {{#hasMore}}<details class="fold"><summary>{{moreTitle}}</summary>{{#attentionMore}}\(item){{/attentionMore}}</details>{{/hasMore}}
    </section>

    <section aria-labelledby="datasets">
    <h2 id="datasets">Datasets</h2>
    <div class="scroll"><table class="datasets">
    <thead><tr><th scope="col">Dataset</th><th scope="col">Gate</th><th scope="col" class="num">Score</th><th scope="col">Range</th><th scope="col" class="num">Measured</th><th scope="col" class="num">Compl.</th><th scope="col" class="num">Accur.</th><th scope="col" class="num">Valid.</th><th scope="col" class="num">Uniq.</th><th scope="col" class="num">Cons.</th><th scope="col" class="num">Time.</th><th scope="col">Nights</th></tr></thead>
    <tbody>
    {{#datasets}}<tr><th scope="row"><a href="#{{anchor}}">{{name}}</a><span class="quiet"> tier {{tier}}</span></th><td class="{{tone}} state"><span aria-hidden="true">{{mark}}</span> {{gate}}</td><td class="num strong">{{score}}</td><td class="range">{{{bar}}}<span class="quiet">{{range}}</span></td><td class="num">{{coverage}}</td>{{#dimensions}}<td class="num {{tone}}">{{text}}</td>{{/dimensions}}<td>{{{trend}}}</td></tr>
    {{/datasets}}</tbody>
    </table></div>
    <p class="quiet small">Completeness, accuracy, validity, uniqueness, consistency, timeliness. — no check is declared; n/m none could be measured. Hatched: what is not known.</p>
    </section>

    <div class="figures">
    {{#arrivals}}\(figure){{/arrivals}}
    {{#volumes}}\(figure){{/volumes}}
    </div>

    {{#hasRecovered}}<section aria-labelledby="recovered">
    <h2 id="recovered">Recovered and muted</h2>
    <ul class="lines">{{#recovered}}<li><span class="{{tone}}" aria-hidden="true">{{mark}}</span> {{text}}</li>{{/recovered}}</ul>
    </section>{{/hasRecovered}}

    <section aria-labelledby="all">
    <h2 id="all">All checks</h2>
    {{#checks}}<details class="fold" id="{{anchor}}"><summary><b>{{name}}</b> <span class="quiet">{{summary}}</span></summary>
    <div class="scroll"><table class="checks">
    <thead><tr><th scope="col">State</th><th scope="col">Check</th><th scope="col">Found</th><th scope="col">Limits</th><th scope="col">Weight</th><th scope="col" class="num">Score</th></tr></thead>
    <tbody>
    {{#rows}}<tr id="{{anchor}}"><td class="{{tone}} state"><span aria-hidden="true">{{mark}}</span> {{state}}{{#age}}<span class="quiet"> {{.}}</span>{{/age}}</td><td>{{title}}<span class="quiet"> {{name}}</span>{{#why}}<span class="why">{{.}}</span>{{/why}}</td><td>{{finding}}{{#rowsFile}} <a href="{{.}}">rows</a>{{/rowsFile}}</td><td>{{limits}}</td><td>{{severity}}<span class="quiet"> {{dimension}}</span></td><td class="num" title="settings {{settings}}">{{score}}</td></tr>
    {{/rows}}</tbody>
    </table></div></details>
    {{/checks}}
    <details class="fold"><summary><b>How the score is made</b></summary>
    \(explanation)
    </details>
    </section>
    <footer class="quiet">nightshift, job {{job}}. The same report for programs: <a href="report.json">report.json</a>, for a terminal: <a href="report.txt">report.txt</a>.</footer>
    </main>
    </body>
    </html>

    """

  private static let item = """
    <article class="item {{tone}}">
    <div class="what"><span class="state"><span aria-hidden="true">{{mark}}</span> {{state}}</span><b>{{dataset}}</b><a href="#{{anchor}}">{{title}}</a>{{#age}}<span class="chip">{{.}}</span>{{/age}}</div>
    <p class="finding">{{finding}}{{#why}} <span class="quiet">{{.}}</span>{{/why}}</p>
    <div class="facts"><span>{{severity}}</span>{{#owner}}<span>{{.}}</span>{{/owner}}{{#rowsFile}}<span><a href="{{.}}">failing rows</a></span>{{/rowsFile}}{{#examples}}<code>{{.}}</code>{{/examples}}</div>
    {{#fix}}<code class="command">{{.}}</code>{{/fix}}
    </article>
    """

  private static let figure = """
    <section class="figure">
    <h2>{{title}}</h2>
    {{#svg}}<div class="scroll">{{{.}}}</div>{{/svg}}
    <p class="quiet small">{{caption}}</p>
    <details class="fold small"><summary>as a table</summary><div class="scroll"><table class="data"><thead><tr>{{#head}}<th scope="col" class="num">{{.}}</th>{{/head}}</tr></thead><tbody>{{#table}}<tr>{{#cells}}<td class="num">{{.}}</td>{{/cells}}</tr>
    {{/table}}</tbody></table></div></details>
    </section>
    """

  private static let explanation = """
    <div class="prose"><p>A check that looks at rows scores 100 when none fails, falls to 80 at its warn limit and to 50 at its fail limit; beyond that each factor of ten in damage costs the same. So 80 and more passes, 50 to under 80 warns, less fails.</p>
    <p>Checks of a dimension are weighed by severity (critical 5, major 3, minor 1; info is shown and not scored), dimensions by completeness 25, accuracy 20, validity 15, uniqueness 15, consistency 15, timeliness 10, datasets by tier (1: 5, 2: 3, 3: 1). Row counts never weigh.</p>
    <p>What could not be measured is not in the number; the range says what it could be if all of that were at 0 or at 100, and the measured share says how much of the weight is known. A failed critical check holds its dataset under 50, a failed major one under 80; a critical check that failed or is not known closes the gate, and a closed gate of tier 1 holds the night under 50, of another tier under 80.</p>
    <p>Numbers are rounded down.</p></div>
    """
}
