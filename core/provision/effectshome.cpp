#include "credentialfile.h"
#include "effects.h"
#include "home.h"
#include "homewriter.h"
#include "hosturls.h"
#include "plansecrets.h"

#include <QJsonArray>

// What is written into a home.

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

/// Whether a home's .env has all of these, by their hashes.
bool hasAll(const containers::HomeBefore &home, const QJsonObject &hashes)
{
    const auto file = std::find_if(
        home.files.begin(), home.files.end(), [](const docker::TarEntry &each) { return each.path == ".env"_L1; });
    const QByteArray env = file == home.files.end() ? QByteArray() : file->content;
    for (auto it = hashes.begin(); it != hashes.end(); ++it) {
        const auto value = home::envValue(env, it.key());
        if (!value || Secret(*value).sha256() != it.value().toString())
            return false;
    }
    return true;
}

} // namespace

/// Where the host issues keys, and the home has none, or others. What was asked for with the request counts more.
Result<std::optional<Effects::TenantKeys>> Effects::issueKeys(const HostLink &link, const Tenant &tenant, qint64 epoch,
    const containers::HomeBefore &home, bool isHookThere, const QStringList &planned, const Call &call)
{
    HERMES_ASSIGN(const auto known, m_registry.keysOf(tenant.id));
    const QJsonObject told = known ? known->told : QJsonObject();
    const bool areThere = !told.isEmpty() && hasAll(home, told[u"sha256"_s].toObject());
    if (areThere || (!known && !isHookThere))
        return std::optional<TenantKeys>();
    // Whoever dies after the next line has perhaps had them issued: they are revoked with the tenant all the same.
    HERMES_ASSIGN(const auto begun, m_registry.beginKeys(tenant.id, {epoch, tenant.generation}));
    HERMES_ASSIGN(const auto issued, keyhook::issue(link, tenant, begun, call));
    QJsonArray given = told[u"given"_s].toArray();
    QJsonObject hashes;
    TenantKeys keys;
    for (auto key = issued.env.cbegin(); key != issued.env.cend(); ++key) {
        if (planned.contains(key.key()) && !given.contains(key.key()))
            given.append(key.key());
        if (given.contains(key.key()))
            continue;
        keys.env.insert(key.key(), key.value());
        hashes.insert(key.key(), key.value().sha256());
    }
    keys.noted = {begun.issue, {{u"sha256"_s, hashes}, {u"ids"_s, issued.ids}, {u"given"_s, given}}};
    return std::optional(std::move(keys));
}

Status Effects::noteKeys(const HostLink &link, const Tenant &tenant, const Registry::Keys &keys, const Call &call)
{
    HERMES_ASSIGN(const bool areTheirs, m_registry.noteKeys(tenant.id, keys, m_actor));
    return areTheirs ? Status() : keyhook::revoke(link, tenant, keys, call);
}

Status Effects::revokeKeys(const HostLink &link, const Tenant &tenant, qint64 epoch, const Call &call)
{
    HERMES_ASSIGN(const auto keys, m_registry.keysToRevoke(tenant.id, {epoch, tenant.generation}));
    if (!keys)
        return {};
    HERMES_TRY(keyhook::revoke(link, tenant, *keys, call));
    return m_registry.forgetKeys(tenant.id, keys->issue, m_actor);
}

Result<Effects::Outcome> Effects::writeHome(
    HostLink &link, const Tenant &tenant, const QString &containerId, qint64 epoch, const Call &call)
{
    containers::HomeContent content;
    content.nonce = tenant.nonce;
    HERMES_ASSIGN(const Host host, m_registry.hostById(link.host.id));
    content.mcpUrl = mcpUrl(host, tenant.tier);
    HERMES_ASSIGN(const auto binding, m_registry.binding(tenant.id));
    auto before = ask(link, [&] { return containers::readHome(link, tenant, containerId, call); });
    auto hook = ask(link, [&] { return keyhook::isThere(link, call); });
    HERMES_ASSIGN(const auto planned, planSecrets(link, tenant.id, call));
    content.secrets = planned;
    if (binding && binding->bindEpoch == tenant.bindEpoch) {
        HERMES_ASSIGN(content.account, readCredentialFile(link, binding->archivePath, call));
        if (!content.account)
            return fail(ErrorKind::Invalid,
                translate("Effects", "The archived WeChat credentials of %1 are empty.").arg(tenant.name), {},
                translate("Effects", "Bind the tenant again."));
        // The old account's cursor and context tokens would block the new session.
        HERMES_TRY(containers::removeOtherAccounts(link, tenant, containerId, content.account->botId, call));
    } else if (!binding && tenant.bindEpoch > 0) {
        // Its WeChat was moved to another tenant; with the old account in its home it would go on asking for it.
        HERMES_TRY(containers::removeOtherAccounts(link, tenant, containerId, {}, call));
    }
    HERMES_ASSIGN(const auto found, before.get());
    HERMES_ASSIGN(const bool isHookThere, hook.get());
    HERMES_ASSIGN(const auto keys, issueKeys(link, tenant, epoch, found, isHookThere, planned.keys(), call));
    if (keys)
        content.secrets.insert(keys->env);
    HERMES_TRY(containers::writeHome(link, tenant, containerId, found, content, call));
    if (keys)
        HERMES_TRY(noteKeys(link, tenant, keys->noted, call));
    if (!planned.isEmpty())
        HERMES_TRY(link.files->remove(hostpaths::secrets(link.host, tenant.id), call));
    Outcome outcome;
    outcome.containerId = containerId;
    outcome.homeWrittenFor = containerId;
    if (content.account)
        outcome.credentialsWrittenFor = containerId;
    return outcome;
}

} // namespace hermes
