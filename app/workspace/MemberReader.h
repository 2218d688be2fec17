// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/PlacedJson.h"
#include "app/workspace/WorkspaceFile.h"

#include <QStringList>

#include <optional>

namespace andon {

/// Collects the faults of one file with their places.
class FaultList {
public:
    FaultList(const QByteArray &text, const PlacedJson &placed, QString path);
    /// At the value of `pointer`.
    void add(const QString &pointer, const QString &what, const QString &expected);
    /// At the member's name.
    void addAtName(const QString &pointer, const QString &what, const QString &expected);
    void addAt(qsizetype offset, const QString &pointer, const QString &what, const QString &expected);
    [[nodiscard]] bool isEmpty() const { return m_found.isEmpty(); }
    /// In the order of the file, with line and column.
    [[nodiscard]] QList<WorkspaceFault> sorted() const;

private:
    struct Found {
        qsizetype offset;
        WorkspaceFault fault;
    };
    const QByteArray &m_text;
    const PlacedJson &m_placed;
    QString m_path;
    QList<Found> m_found;
};

/// Reads the members of one object of the file; whatever was not asked for is a fault in the end.
class MemberReader {
public:
    MemberReader(const nlohmann::json &value, QString pointer, FaultList &faults);
    ~MemberReader();
    Q_DISABLE_COPY_MOVE(MemberReader)

    [[nodiscard]] bool has(const char *name);
    [[nodiscard]] QString at(const char *name) const;
    QString text(const char *name, const QString &expected, bool required = true);
    /// The name of a secret, empty where absent. What looks like the secret itself is a fault that does not repeat it.
    QString secretName(const char *name);
    /// Absent: `otherwise`; none at all: a fault.
    double number(const char *name, double least, double most, std::optional<double> otherwise);
    std::optional<double> optionalNumber(const char *name, double least, double most);
    bool boolean(const char *name);
    /// The entries of a list with their pointers.
    QList<std::pair<const nlohmann::json *, QString>> list(const char *name, bool required);
    /// Null where absent or no object (a fault).
    const nlohmann::json *object(const char *name);
    /// Of any type; null where absent.
    const nlohmann::json *value(const char *name) { return find(name); }
    /// One of a few words, or a fault with the nearest. `otherwise` is not empty: it need not be there.
    QString word(const char *name, const QStringList &words, const QString &otherwise = {});
    /// A list of texts, none of them empty; a list that is there has entries.
    QStringList texts(const char *name, const QString &expected);
    /// A text, or a list of texts, with their pointers; empty ones are left out (in a list they are a fault).
    QList<std::pair<QString, QString>> oneOrMoreTexts(const char *name, const QString &expected);
    FaultList &faults() { return m_faults; }

private:
    const nlohmann::json *find(const char *name);
    QList<std::pair<QString, QString>> listedTexts(const char *name, const QString &expected);
    const nlohmann::json *m_object = nullptr;
    QString m_pointer;
    FaultList &m_faults;
    QStringList m_known;
};

/// `word` stands at a member and names one of `names`; a fault with the nearest where it does not. An empty word is none.
void checkReference(MemberReader &members, const char *name, bool exists, const QString &word, const QStringList &names);
/// The word nearest to `word` by edit distance, or empty where none is near.
[[nodiscard]] QString nearestWord(const QString &word, const QStringList &words);

} // namespace andon
