#include "keyhook.h"

#include "home.h"

#include <QJsonDocument>
#include <QScopeGuard>

namespace hermes::keyhook {

using namespace Qt::StringLiterals;

namespace {

constexpr auto patience = std::chrono::seconds(30);

QByteArray telling(const Tenant &tenant, const Registry::Keys &keys)
{
    QJsonObject said{{u"issue"_s, keys.issue}, {u"tenantId"_s, tenant.id}, {u"tenant"_s, tenant.name},
        {u"subscription"_s, tenant.subscription}, {u"order"_s, tenant.order}, {u"plan"_s, tenant.planCode}};
    if (keys.told.contains(u"ids"_s))
        said.insert(u"ids"_s, keys.told[u"ids"_s]);
    return QJsonDocument(said).toJson(QJsonDocument::Compact) + '\n';
}

/// Never with what it printed: that may be a key.
tl::unexpected<Error> wrong(const HostLink &link, const QString &why)
{
    return fail(ErrorKind::Remote,
        translate("Effects", "The key hook of host %1 printed no answer.").arg(link.host.name), why,
        translate("Effects", "Mend %1 on the host (docs/tenant-keys.md).").arg(hostpaths::keyHook(link.host)));
}

/// What was there when the tenant began is missing when it needs other keys, or ends.
tl::unexpected<Error> failed(const HostLink &link, const Tenant &tenant, const Error &error)
{
    if (error.kind != ErrorKind::NotFound)
        return tl::unexpected(error);
    return fail(ErrorKind::Remote,
        translate("Effects", "The keys of %1 can be neither issued nor revoked: host %2 has no key hook any more.")
            .arg(tenant.name, link.host.name),
        error.detail,
        translate("Effects", "Put %1 back (docs/tenant-keys.md); one that does nothing, if they are revoked already.")
            .arg(hostpaths::keyHook(link.host)));
}

} // namespace

Result<bool> isThere(const HostLink &link, const Call &call)
{
    const QString path = hostpaths::keyHook(link.host);
    HERMES_ASSIGN(const QStringList names, link.files->list(path.section(u'/', 0, -2), call));
    return names.contains(path.section(u'/', -1));
}

Result<Issued> issue(const HostLink &link, const Tenant &tenant, const Registry::Keys &keys, const Call &call)
{
    auto printed = link.files->runProgram(
        hostpaths::keyHook(link.host), {u"issue"_s}, telling(tenant, keys), call.within(patience));
    if (!printed)
        return failed(link, tenant, printed.error());
    const auto wiped = qScopeGuard([&] { wipe(*printed); });
    const QJsonDocument answer = QJsonDocument::fromJson(*printed);
    if (!answer.isObject() || !answer[u"env"_s].isObject())
        return wrong(link, u"{\"env\": {…}, \"ids\": {…}}"_s);
    Issued issued;
    issued.ids = answer[u"ids"_s].toObject();
    const QJsonObject env = answer[u"env"_s].toObject();
    for (auto key = env.begin(); key != env.end(); ++key) {
        if (!key.value().isString() || key.key().startsWith("WEIXIN_"_L1))
            return wrong(link, u"env."_s + key.key());
        issued.env.insert(key.key(), Secret(key.value().toString().toUtf8()));
    }
    if (const Status fits = home::validateEnv(issued.env); !fits)
        return wrong(link, fits.error().message);
    return issued;
}

Status revoke(const HostLink &link, const Tenant &tenant, const Registry::Keys &keys, const Call &call)
{
    const auto printed = link.files->runProgram(
        hostpaths::keyHook(link.host), {u"revoke"_s}, telling(tenant, keys), call.within(patience));
    return printed ? Status() : failed(link, tenant, printed.error());
}

} // namespace hermes::keyhook
