// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ExportDialog.h"

#include "app/base/TimeText.h"
#include "app/console/PostmortemDesk.h"
#include "ui/common/ErrorText.h"
#include "ui/common/PlainLabel.h"
#include "ui/incidents/RedactionDialog.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QThreadPool>

namespace andon {

using namespace Qt::StringLiterals;

ExportDialog::ExportDialog(Journal &journal, QString service, const Clock &clock, Redactor redactor, QWidget *parent)
    : QDialog(parent)
    , m_journal(journal)
    , m_service(std::move(service))
    , m_clock(clock)
    , m_redactor(std::move(redactor))
    , m_window(new QComboBox)
    , m_format(new QComboBox)
    , m_words(new PlainLabel)
    , m_progress(new QProgressBar)
{
    setWindowTitle(tr("Export the timeline"));
    m_window->addItem(tr("Last 15 minutes"), 900);
    m_window->addItem(tr("Last hour"), 3600);
    m_window->addItem(tr("Last 6 hours"), 6 * 3600);
    m_window->addItem(tr("Last 24 hours"), 86'400);
    m_window->addItem(tr("Everything"), 0);
    m_window->setCurrentIndex(1);
    m_window->setAccessibleName(tr("Window of time"));
    m_format->addItem(tr("Markdown, for a postmortem"), static_cast<int>(ExportFormat::Markdown));
    m_format->addItem(tr("JSON with the chain, for andon verify"), static_cast<int>(ExportFormat::Json));
    m_format->setAccessibleName(tr("Format"));
    m_words->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_progress->setRange(0, 0);
    m_progress->setAccessibleName(tr("The export is being made"));
    m_progress->hide();
    auto *layout = new QFormLayout(this);
    layout->addRow(tr("Window"), m_window);
    layout->addRow(tr("Format"), m_format);
    layout->addRow(m_words);
    layout->addRow(m_progress);
    layout->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
}

void ExportDialog::save()
{
    if (m_working)
        return;
    m_working = std::make_unique<QObject>();
    m_words->setPlainText(tr("Reading the record and taking out what is secret or personal…"));
    m_save->setEnabled(false);
    m_window->setEnabled(false);
    m_format->setEnabled(false);
    m_progress->show();
    const auto format = static_cast<ExportFormat>(m_format->currentData().toInt());
    const TimePoint now = m_clock.now();
    const qint64 seconds = m_window->currentData().toLongLong();
    const ExportWindow window{seconds > 0 ? now - std::chrono::seconds(seconds) : TimePoint(), now + std::chrono::seconds(1),
                              m_service};
    const QString name = u"andon-%1.%2"_s.arg(isoUtc(now).left(16).remove(u':'), format == ExportFormat::Json ? u"json"_s : u"md"_s);
    exportRecord(m_journal, window, format, m_redactor, m_working.get(), [this, name](const Result<RecordExport> &made) {
        if (!made) {
            rest(errorText(made.error()));
            return;
        }
        RedactionDialog::ask(made->redacted, this, [this, made = *made, name](bool goesOn) {
            if (goesOn)
                choose(made, name);
            else
                rest({});
        });
    });
}

void ExportDialog::choose(const RecordExport &made, const QString &name)
{
    auto *chooser = new QFileDialog(this, RedactionDialog::titled(tr("Export the timeline"), made.redacted), name);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->selectFile(name);
    connect(chooser, &QFileDialog::fileSelected, this, [this, bytes = made.bytes](const QString &path) { write(bytes, path); });
    connect(chooser, &QDialog::rejected, this, [this] { rest({}); });
    chooser->open();
}

void ExportDialog::write(const QByteArray &bytes, const QString &path)
{
    m_words->setPlainText(tr("Writing…"));
    m_writing = true;
    const QPointer<ExportDialog> self(this);
    const QPointer<QObject> asker(m_working.get());
    QThreadPool::globalInstance()->start([self, asker, bytes, path] {
        const Result<void> written = writeExport({ExportedFile{{}, bytes}}, path);
        QMetaObject::invokeMethod(qApp, [self, asker, written] {
            if (!self || !asker)
                return;
            self->rest(written ? QString() : errorText(written.error()));
            if (written)
                self->accept();
        }, Qt::QueuedConnection);
    });
}

void ExportDialog::rest(const QString &words)
{
    m_writing = false;
    if (m_working)
        m_working.release()->deleteLater(); // we may run in its name
    m_words->setPlainText(words);
    m_save->setEnabled(true);
    m_window->setEnabled(true);
    m_format->setEnabled(true);
    m_progress->hide();
}

void ExportDialog::reject()
{
    if (!m_working) {
        QDialog::reject();
        return;
    }
    m_working.reset(); // an answer that is on its way already is none any more
    rest(m_writing ? tr("The file was being written already: look whether it is there.") : tr("The export was cancelled."));
}

} // namespace andon
