// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace andon {

/// Paste-safe Markdown as it will look. Nothing is fetched and no link is followed; HTML in the text is text.
class MarkdownPreview : public QTextBrowser {
    Q_OBJECT
public:
    explicit MarkdownPreview(QWidget *parent = nullptr);
    /// The place in view stays.
    void setMarkdownText(const QString &markdown);

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void changeEvent(QEvent *event) override;

private:
    void draw();
    QString m_markdown;
};

} // namespace andon
