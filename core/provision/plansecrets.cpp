#include "plansecrets.h"

#include <QScopeGuard>

namespace hermes {

Status storePlanSecrets(
    const HostLink &link, const QString &tenantId, const QMap<QString, Secret> &secrets, const Call &call)
{
    QByteArray content;
    for (auto secret = secrets.cbegin(); secret != secrets.cend(); ++secret)
        content += secret.key().toLatin1() + '=' + secret.value().reveal() + '\n';
    const auto wiped = qScopeGuard([&] { wipe(content); });
    return link.files->write(hostpaths::secrets(link.host, tenantId), content, 0600, call);
}

Result<QMap<QString, Secret>> planSecrets(const HostLink &link, const QString &tenantId, const Call &call)
{
    const auto stored = link.files->read(hostpaths::secrets(link.host, tenantId), call);
    if (!stored) {
        if (stored.error().kind == ErrorKind::NotFound)
            return QMap<QString, Secret>();
        return tl::unexpected<Error>(stored.error());
    }
    QMap<QString, Secret> secrets;
    for (const QByteArray &line : stored->split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (equals > 0)
            secrets.insert(QString::fromLatin1(line.left(equals)), Secret(line.mid(equals + 1)));
    }
    return secrets;
}

} // namespace hermes
