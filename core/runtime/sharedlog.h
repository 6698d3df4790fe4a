#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace hermes::shared {

/// Picks one gateway's lines out of a shared container's log, in which a line is "<time> <card> <text>": the time is
/// Docker's (RFC 3339 in UTC, nine decimals), the card's first 12 digits are put there by what watches the gateway.
class LogLines {
public:
    LogLines(const QString &card, bool timestamps)
        : m_mark(card.left(12).toUtf8() + ' ')
        , m_timestamps(timestamps)
    { }
    /// Nothing: it is another's, or has been told. Lines come in the order of their times.
    [[nodiscard]] std::optional<QByteArray> take(const QByteArray &line);
    /// What was taken so far is passed over when it comes again.
    void setTold() { m_told = m_last; }

private:
    QByteArray m_mark;
    bool m_timestamps;
    QByteArray m_last;
    QByteArray m_told;
};

} // namespace hermes::shared
