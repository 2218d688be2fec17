// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/PostmortemText.h"
#include "app/incidents/Redaction.h"
#include "ui/common/ClockText.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QSplitter;
class QTableView;

namespace andon {

class EventListModel;
class MarkdownEdit;
class MarkdownPreview;
class PlainLabel;

/// What the editor opens with. Whole value.
struct EditorView {
    Incident incident;
    QList<SavedPostmortem> history; ///< oldest first
    std::optional<QString> saved;   ///< the newest text
    std::optional<QString> unsaved; ///< typed before a crash and never saved
    QString draft;                  ///< shown where nothing was saved or typed
    QStringList layouts;            ///< names of the templates
};

/// The postmortem of one incident: its events left, the document as Markdown and as it will look right. What a person wrote
/// is never overwritten: a new draft, and what another console saved, are offered as a difference. Nothing here changes
/// production.
class PostmortemEditor : public QWidget {
    Q_OBJECT
public:
    explicit PostmortemEditor(QWidget *parent = nullptr);
    void setView(const EditorView &view);
    void setEvents(const QList<Event> &events);
    void setTimeZone(TimeZoneChoice zone);
    /// What everything that leaves is redacted by; asked each time. Without it: the usual rules.
    void setRedaction(std::function<Redactor()> redactor) { m_redactor = std::move(redactor); }
    /// The answer to draftAsked.
    void offerDraft(const QString &draft);
    /// A text is on the record, ours or another console's.
    void takeSaved(const SavedPostmortem &saved, const QString &text);
    /// One line below the document: an error, or where an export was written.
    void tell(const QString &words);
    /// An export is running; `of` 0: none is.
    void setProgress(int done, int of);
    [[nodiscard]] const Incident &incident() const { return m_incident; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isChanged() const { return text() != m_saved.value_or(QString()); }

signals:
    void saveAsked(const QString &text);
    void typed(const QString &text); ///< a second after the last key, and when the window closes
    void draftAsked(const QString &layout);
    void exportAsked(andon::PostmortemFormat format, const QString &text);
    void bundleAsked(const QString &text); ///< with the evidence of the incident's time
    void cancelAsked();
    void markAsked(); ///< a failing request, for the regression set

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    [[nodiscard]] QWidget *buildBar();
    [[nodiscard]] QWidget *buildFoot();
    [[nodiscard]] QWidget *buildEvents();
    void buildExportMenu(QPushButton *button);
    void insertSelected();
    void copyForPasting();
    void copyEvents();
    void refreshDocument();
    void refreshState();
    void offer(const QString &words, const QString &other);

    Incident m_incident;
    QList<SavedPostmortem> m_history;
    std::optional<QString> m_saved;
    QString m_asSet; ///< the text the editor was opened with
    std::function<Redactor()> m_redactor;
    QString m_waiting; ///< another console's text, while ours is changed
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
    QTimer m_quiet;  ///< since the last key
    QTimer m_redraw; ///< of preview and outline
    EventListModel *m_events;
    QTableView *m_table;
    QListWidget *m_outline;
    MarkdownEdit *m_edit;
    MarkdownPreview *m_preview;
    PlainLabel *m_title;
    PlainLabel *m_state;
    PlainLabel *m_words;
    QComboBox *m_layouts;
    QPushButton *m_save;
    QPushButton *m_other;
    QPushButton *m_cancel;
    QProgressBar *m_progress;
};

} // namespace andon
