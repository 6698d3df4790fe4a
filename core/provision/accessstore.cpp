#include "accessstore.h"

#include "hostkey.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QSet>

namespace hermes {

using namespace Qt::StringLiterals;

Result<QJsonObject> AccessStore::load() const
{
    QFile file(m_path);
    if (!file.exists())
        return QJsonObject();
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, translate("Access", "%1 cannot be read.").arg(m_path), file.errorString(),
            translate("Access", "Check the permissions of that file."));
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parsed);
    if (!document.isObject())
        return fail(ErrorKind::Internal, translate("Access", "%1 is damaged.").arg(m_path), parsed.errorString(),
            translate("Access", "Mend or remove the file, then add the hosts again."));
    return document.object();
}

Status AccessStore::store(const QJsonObject &all) const
{
    QSaveFile file(m_path);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(QJsonDocument(all).toJson()) >= 0 && file.commit();
    if (!written)
        return fail(ErrorKind::Internal, translate("Access", "%1 cannot be written.").arg(m_path), file.errorString(),
            translate("Access", "Check the permissions and the free space of that directory."));
    return {};
}

static HostAccess accessIn(const QString &hostName, const QJsonObject &found)
{
    HostAccess access;
    access.hostName = hostName;
    access.address = found.value(u"address"_s).toString();
    access.port = static_cast<quint16>(found.value(u"port"_s).toInt(22));
    access.user = found.value(u"user"_s).toString();
    access.auth = found.value(u"auth"_s).toString();
    access.identityFile = found.value(u"identity"_s).toString();
    access.jump = found.value(u"jump"_s).toString();
    return access;
}

Result<std::optional<HostAccess>> AccessStore::find(const QString &hostName) const
{
    const std::lock_guard lock(m_mutex);
    HERMES_ASSIGN(const QJsonObject all, load());
    if (!all.contains(hostName))
        return std::optional<HostAccess>();
    return std::optional<HostAccess>(accessIn(hostName, all.value(hostName).toObject()));
}

Result<QList<HostAccess>> AccessStore::all() const
{
    const std::lock_guard lock(m_mutex);
    HERMES_ASSIGN(const QJsonObject hosts, load());
    QList<HostAccess> found;
    for (auto host = hosts.begin(); host != hosts.end(); ++host)
        found.append(accessIn(host.key(), host.value().toObject()));
    return found;
}

QString AccessStore::keyFingerprint() const
{
    QSet<QString> found;
    const auto hosts = all();
    for (const HostAccess &access : hosts.value_or(QList<HostAccess>())) {
        QFile half(access.identityFile + u".pub"_s);
        if (access.auth != "key"_L1 || access.identityFile.isEmpty() || !half.open(QIODevice::ReadOnly))
            continue;
        // "ssh-ed25519 AAAA… comment"
        const QByteArrayList words = half.readLine(16'384).simplified().split(' ');
        const ssh::HostKey key{QString::fromLatin1(words.first()), QByteArray::fromBase64(words.value(1))};
        if (!key.blob.isEmpty())
            found.insert(key.fingerprint());
    }
    return found.size() == 1 ? *found.begin() : QString();
}

Status AccessStore::save(const HostAccess &access)
{
    const std::lock_guard lock(m_mutex);
    HERMES_ASSIGN(QJsonObject all, load());
    all.insert(access.hostName,
        QJsonObject{{u"address"_s, access.address}, {u"port"_s, access.port}, {u"user"_s, access.user},
            {u"auth"_s, access.auth}, {u"identity"_s, access.identityFile}, {u"jump"_s, access.jump}});
    return store(all);
}

Status AccessStore::remove(const QString &hostName)
{
    const std::lock_guard lock(m_mutex);
    HERMES_ASSIGN(QJsonObject all, load());
    all.remove(hostName);
    return store(all);
}

} // namespace hermes
