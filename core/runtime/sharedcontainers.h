#pragma once

#include "engine.h"
#include "sharedscript.h"

namespace hermes::shared {

inline const QString roleLabel = QStringLiteral("hermes.role");
inline const QString tenantLabel = QStringLiteral("hermes.tenant_id");
/// For list filters: what belongs to the tier, whatever it is.
[[nodiscard]] QString ofTier();
/// Whether that is what is made for a shared tenant: see sharedengine.h.
[[nodiscard]] bool isCard(const docker::Labels &labels);

/// A shared container that runs, and the gateways in it.
struct Running {
    docker::ContainerSummary container;
    QList<Gateway> gateways;
};

/// The shared containers of one host, one for each image that its shared tenants have. Thread-safe.
class SharedContainers {
public:
    /// `engine`: Docker's own. `platform`: our uuid.
    SharedContainers(std::shared_ptr<docker::Engine> engine, QString platform)
        : m_engine(std::move(engine))
        , m_platform(std::move(platform))
    { }

    [[nodiscard]] Result<QList<Running>> gateways(const Call &call);
    /// The id of the one of the card's image; made, and started, if it is not there. Conflict: one that is not ours has
    /// its name.
    [[nodiscard]] Result<QString> ensure(const docker::ContainerSummary &card, const Call &call);
    /// The one of this image goes with the last card of it, and the homes' volume with the last card of all.
    [[nodiscard]] Status removeIfEmpty(const QString &imageId, const Call &call);
    [[nodiscard]] Result<docker::Engine::ExecResult> run(
        const QString &container, Verb verb, const QStringList &arguments, const Call &call);

private:
    [[nodiscard]] Status make(const QString &name, const docker::ContainerSummary &card, const Call &call);

    std::shared_ptr<docker::Engine> m_engine;
    QString m_platform;
};

/// Error of a script that failed: NotFound, Conflict or Remote, with its words.
[[nodiscard]] tl::unexpected<Error> failed(const QString &what, const docker::Engine::ExecResult &ran);
[[nodiscard]] Result<docker::Done> doneOr(const QString &what, const Result<docker::Engine::ExecResult> &ran);

} // namespace hermes::shared
