// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FaultScript.h"

namespace andon {

namespace {

constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 hugeMebibytes = 200;
const QByteArray okHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

QList<QByteArray> slices(const QByteArray &bytes, qsizetype size)
{
    QList<QByteArray> out;
    for (qsizetype at = 0; at < bytes.size(); at += size)
        out << bytes.mid(at, size);
    return out;
}

/// 64 MiB of nothing, packed to a thousandth.
const QByteArray &bomb()
{
    static const QByteArray packed = qCompress(QByteArray(64 * mebibyte, '\0'), 9).mid(4); // less Qt's own length
    return packed;
}

Script cut(const QByteArray &bytes, Script::End end)
{
    Script script;
    script.pieces = {bytes};
    script.end = end;
    return script;
}

Script huge(const QByteArray &head)
{
    Script script;
    script.pieces = {head, QByteArray(mebibyte, 'x')};
    script.lastPieceTimes = hugeMebibytes;
    script.end = Script::End::Close;
    return script;
}

Script slow(const QList<QByteArray> &pieces, const QList<int> &pausesMs)
{
    Script script;
    script.pieces = pieces;
    script.pausesMs = pausesMs;
    return script;
}

Script partOf(Fault fault, const QByteArray &answer, int delayMs)
{
    const QByteArray head = answer.left(answer.indexOf("\r\n\r\n") + 4);
    const QByteArray inHeaders = head.left(head.size() / 2);
    const QByteArray inBody = answer.left((head.size() + answer.size()) / 2);
    switch (fault) {
    case Fault::CloseInHeaders: return cut(inHeaders, Script::End::Close);
    case Fault::ResetInHeaders: return cut(inHeaders, Script::End::Reset);
    case Fault::StallInHeaders: return cut(inHeaders, Script::End::Stay);
    case Fault::CloseInBody: return cut(inBody, Script::End::Close);
    case Fault::ResetInBody: return cut(inBody, Script::End::Reset);
    case Fault::StallInBody: return cut(inBody, Script::End::Stay);
    case Fault::DribbleHeaders: return slow(slices(answer, 1), {delayMs});
    default: return slow(QList<QByteArray>{head} + slices(answer.mid(head.size()), 1), {delayMs});
    }
}

Script somethingElse(Fault fault, const QByteArray &answer, const QByteArray &elsewhere)
{
    const QByteArray body = answer.mid(answer.indexOf("\r\n\r\n") + 4);
    const auto length = [](qsizetype size) { return "Content-Length: " + QByteArray::number(size) + "\r\n"; };
    Script script = cut({}, Script::End::Close);
    switch (fault) {
    case Fault::Garbage: script.pieces = {QByteArray("\x16\x03\x01\x02\0\xff\xfe SSH-2.0-x\r\n\r\n", 21)}; break;
    case Fault::InformationalFlood:
        script.pieces = {"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"};
        script.lastPieceTimes = -1;
        break;
    case Fault::OversizedHeaders:
        script.pieces = {okHead, "X-Padding: " + QByteArray(8000, 'h') + "\r\n"};
        script.lastPieceTimes = -1;
        break;
    case Fault::HugeBodyWithLength: return huge(okHead + length(hugeMebibytes * mebibyte) + "\r\n");
    case Fault::HugeBodyWithoutLength: return huge(okHead + "\r\n");
    case Fault::CompressionBomb:
        script.pieces = {okHead + "Content-Encoding: deflate\r\n" + length(bomb().size()) + "\r\n", bomb()};
        break;
    case Fault::ChunkedLie: script.pieces = {okHead + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + body + "\r\n0\r\n\r\n"}; break;
    case Fault::ChunkedCut: script.pieces = {okHead + "Transfer-Encoding: chunked\r\n\r\nffff\r\n" + body}; break;
    case Fault::LengthTooLarge: script.pieces = {okHead + length(body.size() + 9) + "\r\n" + body}; break;
    case Fault::LengthTooSmall: script.pieces = {okHead + length(body.size() - 9) + "\r\n" + body}; break;
    case Fault::LengthTwice: script.pieces = {okHead + length(body.size()) + length(body.size() - 9) + "\r\n" + body}; break;
    case Fault::RedirectElsewhere:
        script.pieces = {"HTTP/1.1 307 Temporary Redirect\r\nLocation: " + elsewhere + "\r\n" + length(0) + "\r\n"};
        break;
    default: script.pieces = {answer + answer}; break; // DuplicateAnswer
    }
    return script;
}

} // namespace

bool isForwarded(Fault fault)
{
    return fault < Fault::Refuse || fault > Fault::StallAccepted;
}

Script scriptOf(Fault fault, const QByteArray &answer, int delayMs, const QByteArray &elsewhere)
{
    if (fault >= Fault::Garbage && fault != Fault::CloseBetween)
        return somethingElse(fault, answer, elsewhere);
    if (fault >= Fault::CloseInHeaders && fault <= Fault::DribbleBody)
        return partOf(fault, answer, delayMs);
    Script script = cut(answer, Script::End::Stay);
    switch (fault) {
    case Fault::Latency: script.pausesMs = {delayMs}; break;
    case Fault::Jitter: return slow(slices(answer, answer.size() / 5 + 1), {delayMs / 4, 0, delayMs / 8, delayMs / 3, 1});
    case Fault::Bandwidth: return slow(slices(answer, answer.size() / 10 + 1), {delayMs / 10});
    case Fault::Slicer: return slow(slices(answer, 1), {0});
    case Fault::SlowClose:
        script.endPauseMs = delayMs;
        script.end = Script::End::Close;
        break;
    case Fault::HoldThenRelease: script.pausesMs = {delayMs}; break;
    case Fault::ResetBeforeRequest:
    case Fault::ResetAfterRequest: return cut({}, Script::End::Reset);
    case Fault::CloseBeforeRequest:
    case Fault::CloseAfterRequest: return cut({}, Script::End::Close);
    case Fault::StallAccepted:
    case Fault::StallAfterRequest: script.pieces.clear(); break;
    default: break;
    }
    return script;
}

} // namespace andon
