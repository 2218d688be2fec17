// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/MatrixScanner.h"
#include "tests/fuzz/AnswerCheck.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QTest>

#include <random>

using namespace andon;
using namespace Qt::StringLiterals;

class PrometheusAnswerFuzzTest : public QObject {
    Q_OBJECT
    static QList<QByteArray> corpus()
    {
        QList<QByteArray> all;
        const QDir folder(QStringLiteral(ANDON_SOURCE_DIR "/tests/fuzz/corpus"));
        for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                all << file.readAll();
        }
        return all;
    }

private slots:
    void init() { failOnWarnings(); }

    void theQuickWayAndTheCarefulWayReadTheCorpusAlike()
    {
        int scanned = 0;
        for (const QByteArray &body : corpus()) {
            QVERIFY2(differenceOfReadings(body).isEmpty(), body.left(300).constData());
            scanned += scanAnswer(body, {}) ? 1 : 0;
        }
        QVERIFY(scanned >= 5);
    }
    void theyReadWhateverBecomesOfItAlike()
    {
        const QList<QByteArray> bodies = corpus();
        static constexpr QByteArrayView pieces[] = {"\"", "\\", "[", "]", "{", "}", ",", ":", ".", "-", "e9", "0", "12345678", "NaN", "+Inf",
                                                    "null", " ", "\n", "\"data\":{", "\"result\":[", "\"metric\":{", "\"values\":[", "\xff", "\xe8\xb4\xa8", "\\u0000"};
        std::mt19937_64 random(20261125);
        const auto upTo = [&](qsizetype most) { return std::uniform_int_distribution<qsizetype>(0, most)(random); };
        int scanned = 0;
        for (int round = 0; round < 60'000; ++round) {
            QByteArray body = bodies[upTo(bodies.size() - 1)];
            for (qsizetype edits = upTo(2); edits >= 0 && !body.isEmpty(); --edits) {
                const qsizetype at = upTo(body.size() - 1);
                const QByteArrayView piece = pieces[upTo(static_cast<qsizetype>(std::size(pieces)) - 1)];
                switch (upTo(6)) {
                case 0: body.insert(at, piece); break;
                case 1: body.remove(at, 1 + upTo(5)); break;
                case 2: body[at] = static_cast<char>(upTo(255)); break;
                case 3:
                case 4:
                case 5: {
                    // Another digit: the shape stays, the number does not.
                    const auto digit = std::find_if(body.begin() + at, body.end(), [](char c) { return c >= '0' && c <= '9'; });
                    if (digit != body.end())
                        *digit = static_cast<char>('0' + upTo(9));
                    break;
                }
                default: body.insert(at, body.mid(upTo(body.size() - 1), upTo(60)));
                }
            }
            const QString difference = differenceOfReadings(body);
            QVERIFY2(difference.isEmpty(), qPrintable(difference + u": "_s + QString::fromLatin1(body.left(2000))));
            scanned += scanAnswer(body, {}) ? 1 : 0;
        }
        // Else the mutations say nothing of the quick way.
        QVERIFY2(scanned > 3000, qPrintable(QString::number(scanned)));
    }
};

QTEST_APPLESS_MAIN(PrometheusAnswerFuzzTest)
#include "tst_PrometheusAnswerFuzz.moc"
