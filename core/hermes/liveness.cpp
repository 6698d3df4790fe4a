#include "home.h"

#include <QRegularExpression>

namespace hermes::home {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 staleAfterSeconds = 120;

/// `2026-05-08 09:12:33,417 ERROR [session] gateway.platforms.weixin: [Weixin] Session expired; …`
struct LogLine {
    QDateTime at;
    QString logger;
    QString message;
};

std::optional<LogLine> parseLine(const QString &line)
{
    static const QRegularExpression form(
        u"^(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)(?:[,.](\\d{3}))?\\d*\\S* (?:[A-Z]+)(?: \\[[^\\]]*\\])? ([\\w.-]+): (.*)$"_s);
    const auto match = form.match(line);
    if (!match.hasMatch())
        return {};
    const QString moment = match.captured(1) + u'T' + match.captured(2) + u'.'
        + (match.hasCaptured(3) && !match.captured(3).isEmpty() ? match.captured(3) : u"000"_s) + u'Z';
    const QDateTime at = QDateTime::fromString(moment, Qt::ISODateWithMs);
    return at.isValid() ? std::optional(LogLine{at, match.captured(4), match.captured(5)}) : std::nullopt;
}

/// Only the beginning of a message counts: what a customer writes is quoted further back in the line.
LogSign signOf(const LogLine &line)
{
    if (line.message.startsWith("inbound message: platform=weixin "_L1))
        return LogSign::Inbound;
    static const QRegularExpression tag(u"^\\[([^\\]]*)\\] "_s);
    const auto tagged = tag.match(line.message);
    const QString owner = tagged.hasMatch() ? tagged.captured(1) : line.logger.section(u'.', -1);
    if (owner.compare("weixin"_L1, Qt::CaseInsensitive) != 0)
        return LogSign::None;
    const QString said = line.message.mid(tagged.capturedLength());
    if (said.startsWith("Session expired"_L1))
        return LogSign::SessionExpired;
    if (said.startsWith("getUpdates failed"_L1) || said.startsWith("poll error"_L1))
        return LogSign::PollError;
    return said.startsWith("inbound"_L1) ? LogSign::Inbound : LogSign::None;
}

/// Without tokens and without what the customer wrote.
QString shown(QString line, LogSign sign)
{
    static const QRegularExpression token(u"([\\w-]+@im\\.bot):[^\\s'\",&]+"_s);
    static const QRegularExpression bearer(
        u"((?:Bearer|token[=:]|\"token\":)\\s*)[^\\s,&]+"_s, QRegularExpression::CaseInsensitiveOption);
    line.replace(token, u"\\1:[REDACTED]"_s).replace(bearer, u"\\1[REDACTED]"_s);
    if (const qsizetype text = line.indexOf(" msg="_L1); sign == LogSign::Inbound && text >= 0)
        line.truncate(text);
    return line.left(400);
}

} // namespace

LogVerdict newestSign(const QByteArray &logText)
{
    qsizetype end = logText.size();
    while (end > 0) {
        const qsizetype begin = logText.lastIndexOf('\n', end - 1) + 1;
        const QString line = QString::fromUtf8(logText.mid(begin, end - begin)).trimmed();
        if (const auto parsed = parseLine(line)) {
            if (const LogSign sign = signOf(*parsed); sign != LogSign::None)
                return {sign, parsed->at, shown(line, sign)};
        }
        end = begin - 1;
    }
    return {};
}

BoundVerdict judgeBound(const BoundEvidence &evidence, const QDateTime &now)
{
    if (evidence.wantedTokenSha256.isEmpty() || evidence.accountTokenSha256.isEmpty())
        return BoundVerdict::NotBound;
    if (evidence.wantedTokenSha256 != evidence.accountTokenSha256)
        return BoundVerdict::OtherToken;
    const bool polled = evidence.syncModified && *evidence.syncModified > evidence.containerStarted;
    const bool expired = evidence.log.sign == LogSign::SessionExpired && evidence.log.at >= evidence.containerStarted;
    // The cursor is rewritten only by a poll that succeeds (or times out), never by a -14: newer than the complaint, it
    // ended it.
    if (expired && !(polled && *evidence.syncModified > evidence.log.at))
        return BoundVerdict::SessionExpired;
    if (!polled)
        return BoundVerdict::WaitingForFirstPoll;
    return evidence.syncModified->secsTo(now) > staleAfterSeconds ? BoundVerdict::Stale : BoundVerdict::Bound;
}

} // namespace hermes::home
