#include "result.h"

#include <QCoreApplication>

namespace hermes {

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Network:
        return QStringLiteral("Network");
    case ErrorKind::Auth:
        return QStringLiteral("Auth");
    case ErrorKind::HostKey:
        return QStringLiteral("HostKey");
    case ErrorKind::Timeout:
        return QStringLiteral("Timeout");
    case ErrorKind::Remote:
        return QStringLiteral("Remote");
    case ErrorKind::Conflict:
        return QStringLiteral("Conflict");
    case ErrorKind::NotFound:
        return QStringLiteral("NotFound");
    case ErrorKind::Invalid:
        return QStringLiteral("Invalid");
    case ErrorKind::Cancelled:
        return QStringLiteral("Cancelled");
    case ErrorKind::Internal:
        return QStringLiteral("Internal");
    }
    return QStringLiteral("Internal");
}

QString Error::text() const
{
    QString all = message;
    if (!detail.isEmpty()) {
        if (all.endsWith(QLatin1Char('.')) || all.endsWith(QChar(0x3002))) // a Chinese sentence ends with the latter
            all.chop(1);
        all += QStringLiteral(": ") + detail;
    }
    if (!hint.isEmpty())
        all += QStringLiteral(" (") + hint + QLatin1Char(')');
    return all;
}

QString translate(const char *context, const char *text)
{
    return QCoreApplication::translate(context, text);
}

} // namespace hermes
