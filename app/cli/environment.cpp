#include "environment.h"

#include "arguments.h"
#include "failpoint.h"
#include "failpoints.h"
#include "system.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QSysInfo>
#include <QUrl>

namespace hermes::cli {

namespace {

Status checkIlink(const Environment &environment)
{
    const QUrl url(environment.ilinkUrl, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!environment.ilinkUrl.isEmpty() && (!url.isValid() || !web || url.host().isEmpty()))
        return fail(ErrorKind::Invalid, QStringLiteral("HERMES_ADMIN_ILINK_URL is not a web address."), {},
            QStringLiteral("Write https://HOST[:PORT], or unset it for the real iLink."));
    if (!environment.ilinkCa.isEmpty() && !QFileInfo(environment.ilinkCa).isReadable())
        return fail(ErrorKind::Invalid, QStringLiteral("HERMES_ADMIN_ILINK_CA names a file that cannot be read."),
            environment.ilinkCa, QStringLiteral("Give the path of a PEM file, or unset it."));
    return {};
}

Result<qint64> portCoolDownMs(const QString &text)
{
    constexpr int longest = 86'400;
    bool ok = false;
    const int seconds = text.toInt(&ok);
    if (!ok || seconds < 0 || seconds > longest)
        return fail(ErrorKind::Invalid, QStringLiteral("HERMES_ADMIN_PORT_COOL_DOWN is not a number of seconds."), text,
            QStringLiteral("Write 0 to %1, or unset it for 600.").arg(longest));
    return qint64(seconds) * 1000;
}

Status checkFailpoint(const QString &text)
{
    const auto order = parseFailpoint(text);
    const QStringList names = failpointNames();
    if (order && (order->name.isEmpty() || names.contains(order->name)))
        return {};
    return fail(ErrorKind::Invalid, QStringLiteral("HERMES_ADMIN_FAILPOINT names no failpoint."),
        order ? order->name : order.error().message,
        QStringLiteral("It is for tests only: unset it, or take one of %1").arg(names.join(QLatin1Char(' '))));
}

/// With what is said once and for all on this machine.
QProcessEnvironment withFile(QProcessEnvironment variables, QString &unread)
{
    QFile file(variables.value(QStringLiteral("HERMES_ADMIN_ENVIRONMENT")));
    if (file.fileName().isEmpty() || !file.exists())
        return variables;
    if (!file.open(QIODevice::ReadOnly)) {
        unread = file.fileName() + QStringLiteral(": ") + file.errorString();
        return variables;
    }
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QString text = QString::fromUtf8(line).trimmed();
        const QString name = text.section(QLatin1Char('='), 0, 0);
        if (name.startsWith(QLatin1String("HERMES_ADMIN_")) && variables.value(name).isEmpty())
            variables.insert(name, text.section(QLatin1Char('='), 1));
    }
    return variables;
}

} // namespace

Environment readEnvironment(const QProcessEnvironment &given)
{
    Environment environment;
    const QProcessEnvironment variables = withFile(given, environment.unread);
    environment.dataDir = variables.value(QStringLiteral("HERMES_ADMIN_HOME"));
    environment.registryUrl = variables.value(QStringLiteral("HERMES_ADMIN_REGISTRY"));
    environment.ilinkUrl = variables.value(QStringLiteral("HERMES_ADMIN_ILINK_URL"));
    environment.ilinkCa = variables.value(QStringLiteral("HERMES_ADMIN_ILINK_CA"));
    environment.image = variables.value(QStringLiteral("HERMES_ADMIN_IMAGE"));
    environment.platformDb = variables.value(QStringLiteral("HERMES_ADMIN_PLATFORM_DB"));
    environment.portCoolDown = variables.value(QStringLiteral("HERMES_ADMIN_PORT_COOL_DOWN"));
    environment.failpoint = variables.value(QStringLiteral("HERMES_ADMIN_FAILPOINT"));
    environment.originalCommand = variables.value(QStringLiteral("SSH_ORIGINAL_COMMAND"));
    environment.userName = system::userName();
    return environment;
}

QString defaultDataDir()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/hermes-admin");
}

Result<FleetOptions> fleetOptions(const Environment &environment, const QString &dataDir, const QString &registryUrl)
{
    if (!environment.unread.isEmpty())
        return fail(ErrorKind::Invalid, QStringLiteral("HERMES_ADMIN_ENVIRONMENT names a file that cannot be read."),
            environment.unread, QStringLiteral("Mend its permissions, or unset the variable."));
    FleetOptions options;
    options.dataDir = !dataDir.isEmpty() ? dataDir
        : !environment.dataDir.isEmpty() ? environment.dataDir
                                         : defaultDataDir();
    options.dataDir = QDir::cleanPath(QDir().absoluteFilePath(options.dataDir));
    options.registryUrl = registryUrl.isEmpty() ? environment.registryUrl : registryUrl;
    HERMES_TRY(checkRegistryUrl(options.registryUrl));
    HERMES_TRY(checkIlink(environment));
    HERMES_TRY(checkFailpoint(environment.failpoint));
    if (!environment.platformDb.isEmpty())
        HERMES_TRY(checkRegistryUrl(environment.platformDb));
    options.platformUrl = environment.platformDb;
    if (!environment.portCoolDown.isEmpty()) {
        HERMES_ASSIGN(options.portCoolDownMs, portCoolDownMs(environment.portCoolDown));
    }
    if (!environment.ilinkUrl.isEmpty())
        options.ilink.baseUrl = environment.ilinkUrl;
    options.ilink.caFile = environment.ilinkCa;
    if (!environment.image.isEmpty())
        options.image = environment.image;
    const QString user = environment.userName.isEmpty() ? QStringLiteral("unknown") : environment.userName;
    options.actor.name = user + QLatin1Char('@') + QSysInfo::machineHostName();
    return options;
}

} // namespace hermes::cli
