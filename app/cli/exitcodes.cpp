#include "exitcodes.h"

#include "jsonrows.h"

#include <QStringList>

namespace hermes::cli {

int exitCode(ErrorKind kind, bool hostSilent)
{
    switch (kind) {
    case ErrorKind::Invalid:
        return exitBadUsage;
    case ErrorKind::NotFound:
        return exitNotFound;
    case ErrorKind::Conflict:
        return exitConflict;
    case ErrorKind::Network:
    case ErrorKind::Auth:
    case ErrorKind::HostKey:
        return exitHost;
    case ErrorKind::Timeout:
        return hostSilent ? exitHost : exitFailed;
    case ErrorKind::Remote:
    case ErrorKind::Internal:
        return exitFailed;
    case ErrorKind::Cancelled:
        return exitCancelled;
    }
    return exitFailed;
}

QJsonObject errorJson(const Error &error, int exit)
{
    return {{QStringLiteral("error"),
        QJsonObject{
            {QStringLiteral("kind"), errorKindName(error.kind)},
            {QStringLiteral("message"), error.message},
            {QStringLiteral("detail"), textOrNull(error.detail)},
            {QStringLiteral("hint"), textOrNull(error.hint)},
            {QStringLiteral("exit"), exit},
        }}};
}

QString errorText(const Error &error)
{
    QStringList parts{error.message, error.detail, error.hint};
    parts.removeAll(QString());
    return parts.join(QLatin1Char('\n'));
}

} // namespace hermes::cli
