// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Secret.h"

#include <nlohmann/json.hpp>

#include <QDebug>
#include <QString>
#include <QTest>

#include <concepts>
#include <sstream>

using namespace andon;

namespace {

template<typename Value>
concept Debugged = requires(QDebug debug, Value value) { debug << value; };
template<typename Value>
concept Streamed = requires(std::ostream &stream, Value value) { stream << value; };
template<typename Value>
concept Compared = requires(Value a, Value b) { a == b; };

// A type that can be printed proves that the concepts see what they are to see.
static_assert(Debugged<QByteArray> && Streamed<const char *> && Compared<QByteArray>);
static_assert(!Debugged<Secret>, "a secret slips into no log");
static_assert(!Streamed<Secret>);
static_assert(!Compared<Secret>);
static_assert(!std::convertible_to<Secret, QString> && !std::convertible_to<Secret, QByteArray>);
static_assert(!std::convertible_to<Secret, nlohmann::json>, "nor into a file");
static_assert(!std::convertible_to<QByteArray, Secret>, "it is called a secret by name");

} // namespace

class SecretTest : public QObject {
    Q_OBJECT
private slots:
    void aSecretIsGivenOnlyToWhoAsksByName()
    {
        const Secret secret(QByteArray("s3cret"));
        QCOMPARE(secret.reveal(), QByteArray("s3cret"));
        QVERIFY(!secret.isEmpty());
        QVERIFY(Secret().isEmpty());
    }
    void whatGoesIsWipedAndACopyStaysWhole()
    {
        QByteArray original("s3cret");
        original.detach();
        auto first = std::make_unique<Secret>(original);
        const Secret copy = *first;
        first.reset();
        QCOMPARE(copy.reveal(), QByteArray("s3cret"));
        QCOMPARE(original, QByteArray("s3cret"));
    }
    void aSecretThatWasMovedAwayIsEmpty()
    {
        Secret from(QByteArray("s3cret"));
        const Secret to = std::move(from);
        QCOMPARE(to.reveal(), QByteArray("s3cret"));
        QVERIFY(from.isEmpty()); // NOLINT(bugprone-use-after-move)
    }
};

QTEST_GUILESS_MAIN(SecretTest)
#include "tst_Secret.moc"
