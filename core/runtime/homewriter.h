#pragma once

#include "home.h"
#include "hostlink.h"
#include "tar.h"

namespace hermes::containers {

/// What a home must hold when its container starts.
struct HomeContent {
    QString nonce;
    QString mcpUrl;
    QMap<QString, Secret> secrets; ///< keys of .env from the plan
    std::optional<home::WeixinAccount> account; ///< none: an unbound home
};

/// `.env` and `config.yaml` as they were before anybody began to write.
struct HomeBefore {
    QList<docker::TarEntry> files;
    bool isCopied = false; ///< an unfinished write left its copy in the archive
};
[[nodiscard]] Result<HomeBefore> readHome(
    const HostLink &link, const Tenant &tenant, const QString &containerId, const Call &call);

/// Writes a tenant's home into its created, not yet started container through the archive API, and reads it back. Only
/// our own keys of an existing `.env` and `config.yaml` are replaced; the old ones are first copied to the archive and
/// a later try starts from that copy, so a write that failed half way (disk full) loses nothing. Succeeds only if what
/// is in the home is what should be there. Repeatable.
[[nodiscard]] Status writeHome(const HostLink &link, const Tenant &tenant, const QString &containerId,
    const HomeBefore &before, const HomeContent &content, const Call &call);

/// Copies every account file of the container's home to the archive (0600, SSH user) and reads it back. Answers the
/// archived paths; none if the home was never bound.
[[nodiscard]] Result<QStringList> archiveCredentials(
    const HostLink &link, const Tenant &tenant, const QString &containerId, const Call &call);

/// Removes the files of every other WeChat account from the home of a created, not yet started container (credentials
/// were archived before).
[[nodiscard]] Status removeOtherAccounts(
    const HostLink &link, const Tenant &tenant, const QString &containerId, const QString &botId, const Call &call);
/// Packs the home as a .tar.gz into the archive, checks that it can be read, and answers its path.
[[nodiscard]] Result<QString> packHome(const HostLink &link, const Tenant &tenant, const Call &call);
/// Empties the home, then removes it and its volume. Only after packHome().
[[nodiscard]] Status wipeHome(const HostLink &link, const Tenant &tenant, const Call &call);

} // namespace hermes::containers
