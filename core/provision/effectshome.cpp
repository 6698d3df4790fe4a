#include "credentialfile.h"
#include "effects.h"
#include "home.h"
#include "homewriter.h"
#include "hosturls.h"
#include "plansecrets.h"

// What is written into a home.

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

/// Whether a home's .env has all of these, by their hashes. None: nobody knows what it should have.
bool hasAll(const containers::HomeBefore &home, const QJsonObject &hashes)
{
    const auto env = std::find_if(
        home.files.begin(), home.files.end(), [](const docker::TarEntry &file) { return file.path == ".env"_L1; });
    if (hashes.isEmpty() || env == home.files.end())
        return false;
    for (auto it = hashes.begin(); it != hashes.end(); ++it) {
        const auto value = home::envValue(env->content, it.key());
        if (!value || Secret(*value).sha256() != it.value().toString())
            return false;
    }
    return true;
}

} // namespace

/// Where the host issues keys, and the home has none, or others.
Result<std::optional<Effects::IssuedKeys>> Effects::issueKeys(const HostLink &link, const Tenant &tenant, qint64 epoch,
    const containers::HomeBefore &home, bool isHookThere, const Call &call)
{
    HERMES_ASSIGN(const auto known, m_registry.keysOf(tenant.id));
    if (known ? hasAll(home, known->told[u"sha256"_s].toObject()) : !isHookThere)
        return std::optional<IssuedKeys>();
    // Whoever dies after the next line has perhaps had them issued: they are revoked with the tenant all the same.
    HERMES_ASSIGN(const auto begun, m_registry.beginKeys(tenant.id, {epoch, tenant.generation}));
    HERMES_ASSIGN(auto issued, keyhook::issue(link, tenant, begun, call));
    return std::optional(IssuedKeys{begun.issue, std::move(issued)});
}

Status Effects::noteKeys(const HostLink &link, const Tenant &tenant, const IssuedKeys &keys,
    const QMap<QString, Secret> &written, const Call &call)
{
    QJsonObject hashes;
    for (auto key = keys.issued.env.cbegin(); key != keys.issued.env.cend(); ++key)
        hashes.insert(key.key(), written.value(key.key()).sha256());
    const Registry::Keys noted{keys.issue, {{u"sha256"_s, hashes}, {u"ids"_s, keys.issued.ids}}};
    HERMES_ASSIGN(const bool isTheirs, m_registry.noteKeys(tenant.id, noted, m_actor));
    return isTheirs ? Status() : keyhook::revoke(link, tenant, noted, call);
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
    HERMES_ASSIGN(const auto issued, issueKeys(link, tenant, epoch, found, isHookThere, call));
    if (issued) {
        // What was asked for with the request counts more.
        content.secrets = issued->issued.env;
        content.secrets.insert(planned);
    }
    HERMES_TRY(containers::writeHome(link, tenant, containerId, found, content, call));
    if (issued)
        HERMES_TRY(noteKeys(link, tenant, *issued, content.secrets, call));
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
