#pragma once

#include "connection.h"
#include "fleet.h"
#include "hostpool.h"
#include "reconciler.h"

#include <QProcess>
#include <QTemporaryDir>
#include <vector>

namespace hermes::bench {

/// The sandbox's first host, as `sandbox info --json` described it in the file that HERMES_BENCH_SANDBOX names.
struct Sandbox {
    QString user;
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 22;
    QString identity;
    QString fingerprint;
    QString knownHosts; ///< for OpenSSH's own programs
    QString box; ///< the container that is the host
    QString image; ///< of the tenants
};

/// Ends the program with the reason: a bench that cannot measure says so and prints no figure.
[[noreturn]] void stop(const QString &why);
/// The value, or stop().
template <class T> T must(Result<T> result)
{
    if (!result)
        stop(result.error().text());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}
[[nodiscard]] Sandbox sandbox();

/// The same host over a wire with this round trip; the wire is gone with the object.
class LongWire {
public:
    LongWire(const Sandbox &sandbox, int roundTripMs);
    ~LongWire();
    [[nodiscard]] Sandbox sandbox() const { return m_sandbox; }

private:
    QProcess m_proxy;
    Sandbox m_sandbox;
};

/// Milliseconds of each try of one thing.
class Series {
public:
    void add(double ms) { m_times.push_back(ms); }
    /// Runs it and adds what it took; answers that too.
    double time(const std::function<void()> &run);
    [[nodiscard]] double median() const { return at(0.5); }
    [[nodiscard]] double at(double part) const;
    [[nodiscard]] size_t count() const { return m_times.size(); }

private:
    std::vector<double> m_times;
};

/// One line of the table: what, how much, the target it is held to (empty: none) and whether it is met.
void report(const QString &what, const QString &value, const QString &target = {}, bool met = true);
/// A ratio held to "at most" (or, with `atLeast`, "at least") `limit`.
void reportRatio(const QString &what, double ratio, double limit, bool atLeast = false);
[[nodiscard]] QString ms(double value);

/// OpenSSH's client with the sandbox's key and nothing of the user's own settings.
[[nodiscard]] QStringList sshArguments(const Sandbox &sandbox, const QStringList &more = {});
[[nodiscard]] std::unique_ptr<ssh::Connection> connection(const Sandbox &sandbox, const QString &knownHosts);

/// Adds and trusts the sandbox's host, as an operator does.
void addHost(Fleet &fleet, const Sandbox &sandbox);

/// A registry and the loop of the program over the sandbox's host; its tenants are gone with it.
class Program {
public:
    /// What hands the loop its links; a bench may put itself between.
    using Wrap = std::function<HostLink(const HostLink &)>;
    explicit Program(const Sandbox &sandbox, Wrap wrap = {});
    ~Program();

    [[nodiscard]] std::shared_ptr<HostLink> link();
    /// Records it; drive() makes it.
    [[nodiscard]] Tenant record(const QString &name);
    /// Turns of the loop until it waits for a scan.
    void drive(const QString &tenantId);
    /// A session of its own to the same host, by this way.
    [[nodiscard]] std::unique_ptr<HostSession> freshSession(const Sandbox &way);
    [[nodiscard]] Registry &registry() { return *m_registry; }
    [[nodiscard]] const Host &host() const { return m_host; }
    [[nodiscard]] const QString &directory() const { return m_path; }

private:
    class Links final : public HostLinks {
    public:
        Links(HostPool &pool, Wrap wrap)
            : m_pool(pool)
            , m_wrap(std::move(wrap))
        { }
        Result<std::shared_ptr<HostLink>> link(const QString &hostId, const Call &call) override;
        bool isReady(const QString &hostId) const override { return m_pool.isReady(hostId); }

    private:
        HostPool &m_pool;
        Wrap m_wrap;
    };
    void clean();

    Sandbox m_sandbox;
    QTemporaryDir m_directory;
    QString m_path;
    SystemClock m_clock;
    SystemRandom m_random;
    FleetOptions m_options;
    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<AccessStore> m_access;
    std::unique_ptr<HostPool> m_pool;
    std::unique_ptr<Links> m_links;
    std::unique_ptr<LeaseKeeper> m_leases;
    std::unique_ptr<Reconciler> m_reconciler;
    Host m_host;
};

} // namespace hermes::bench
