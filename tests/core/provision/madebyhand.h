#pragma once

#include "simulation.h"

namespace hermes::test {

/// A Hermes on the world's first host that nobody asked us for, bound to a WeChat by its own means.
class MadeByHand {
public:
    MadeByHand(Program &program, const QString &userId, const QString &name = QStringLiteral("hermes-acme"));

    /// Says that the tenant takes it over; again: nothing changes.
    [[nodiscard]] Tenant adopt(Program &program, const QString &tenantName) const;
    [[nodiscard]] Result<Registry::Recorded> record(Program &program, const QString &tenantName) const;
    /// The tenant serves with that home, port and WeChat; the container is there, stopped for good.
    void expectAdopted(const Program &program, const QString &tenantId) const;
    [[nodiscard]] docker::ContainerDetails container() const;

    World &world;
    const SimulatedHost &host;
    QString hostId;
    QString id; ///< of the container
    QString userId;
    Secret token;
    static constexpr quint16 port = 8955;
    inline static const QString home = QStringLiteral("/srv/by-hand");
};

} // namespace hermes::test
