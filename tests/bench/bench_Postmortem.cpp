// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The exports of an incident of 500 events: the PDF beside what Qt makes of the same Markdown by itself, and the draft.
// Prints a table, or with --json a line a row.
#include "app/incidents/Postmortem.h"
#include "app/incidents/PostmortemExports.h"
#include "tests/bench/BenchTable.h"
#include "tests/incidents/IncidentStory.h"
#include "ui/incidents/PdfPrinter.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPdfWriter>
#include <QTextDocument>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

void printByQt(const QString &markdown)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    QTextDocument document;
    document.setMarkdown(markdown);
    document.print(&writer);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    BenchTable table(argc, argv);
    const IncidentStory story(false, 492);
    const QString draft = postmortemDraft(story.incident, story.facts(), builtInTemplate());
    const PostmortemDocument document{story.incident, story.facts(), draft};
    const PdfPrinter printer;
    const auto exported = [&](PostmortemFormat format) {
        const auto files = exportPostmortem(document, format, &printer, [](int, int) { return true; });
        if (!files || files->first().bytes.isEmpty())
            qFatal("nothing was exported");
    };
    const std::vector<double> pdf = interleavedMedians(5, {[&] { exported(PostmortemFormat::Pdf); }, [&] { printByQt(draft); }});
    table.within(u"PDF of an incident of 500 events"_s, pdf[0], u"the goal"_s, 3000, u"ms"_s, 1);
    table.within(u"PDF of an incident of 500 events"_s, pdf[0], u"QTextDocument of the same Markdown"_s, pdf[1], u"ms"_s, 0);
    const std::vector<double> texts = interleavedMedians(5, {[&] { static_cast<void>(postmortemDraft(story.incident, story.facts(), builtInTemplate())); },
                                                             [&] { exported(PostmortemFormat::Markdown); }, [&] { exported(PostmortemFormat::Html); }});
    table.within(u"draft of 500 events"_s, texts[0], u"its PDF"_s, pdf[0], u"ms"_s, 0);
    table.within(u"Markdown, in parts"_s, texts[1], u"its PDF"_s, pdf[0], u"ms"_s, 0);
    table.within(u"HTML"_s, texts[2], u"its PDF"_s, pdf[0], u"ms"_s, 0);
    return table.allMet() ? 0 : 1;
}
