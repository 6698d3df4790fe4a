#pragma once

#include "fakeengine.h"
#include "hostlink.h"
#include "login.h"
#include "memoryhostfiles.h"

namespace hermes::test {

/// The iLink platform as one scripted object: hands out codes, and credentials when a test plays the customer. One
/// WeChat user has one live token: a new one displaces the old. Thread-safe; polls answer at once.
class SimulatedWeChat final : public ilink::Login {
public:
    /// What happened to the code with this content (Code::content). A scan is `scaned`; a confirmed code hands its
    /// credentials out to the first poll that asks, and is expired for every later one.
    void scan(const QString &content);
    void confirm(const QString &content, const QString &userId);
    void expire(const QString &content);
    /// The phone says that it is bound already to a token that the client sent along.
    void redirectToBound(const QString &content);
    void setDown(bool down);
    /// iLink holds polls of this code until it is let go.
    void setHeld(const QString &content, bool held);

    [[nodiscard]] bool isLive(const Secret &token) const;
    /// A login from elsewhere: whatever token this user has here is dead.
    void displace(const QString &userId);
    /// Contents of all codes so far, the oldest first.
    [[nodiscard]] QStringList codes() const;
    /// Tokens that polls were given, the oldest first.
    [[nodiscard]] QList<Secret> handedOut() const;
    /// `local_token_list` of the last fetch.
    [[nodiscard]] QList<Secret> knownTokens() const;
    /// The same platform at the same moment.
    void become(const SimulatedWeChat &other);

    [[nodiscard]] Result<ilink::Code> fetchCode(const QList<Secret> &knownTokens, const Call &call) override;
    [[nodiscard]] Result<ilink::PollAnswer> poll(
        const Secret &token, const QString &host, const QString &verifyCode, const Call &call) override;

private:
    struct Entry {
        Secret token;
        QString content;
        ilink::PollStatus status = ilink::PollStatus::Wait;
        QString userId;
    };
    void set(const QString &content, ilink::PollStatus status, const QString &userId = {});

    mutable std::mutex m_mutex;
    bool m_down = false;
    QList<Entry> m_codes;
    QSet<QString> m_held;
    QMap<QString, QByteArray> m_live; ///< token by WeChat user
    QList<Secret> m_handedOut;
    QList<Secret> m_known;
};

/// One ECS host in memory: a simulated engine, the SSH user's files, and Hermes in its containers as facts section 5
/// has it: reads its home at start, answers on its dashboard port, polls WeChat whenever tick() is called, ends at an
/// unreadable `.env`. Jobs (`.role=job`) do to the home what their script says. Thread-safe.
class SimulatedHost {
public:
    SimulatedHost(Clock &clock, SimulatedWeChat &wechat, quint64 seed);
    ~SimulatedHost();

    [[nodiscard]] FakeEngine &engine() const { return *m_engine; }
    [[nodiscard]] MemoryHostFiles &files() const { return *m_files; }
    /// A link as HostLinks hands it out, over this host's engine, files and dashboards.
    [[nodiscard]] HostLink link(const Host &host, const QString &platform) const;

    /// The same host at the same moment; no faults.
    void become(const SimulatedHost &other);
    /// SSH and with it everything; containers go on.
    void setReachable(bool reachable);
    [[nodiscard]] bool isReachable() const;
    /// Each running Hermes polls WeChat once.
    void tick();
    /// Dashboards of this tenant hang until set back.
    void setSilent(const QString &tenantId, bool silent);
    void setGatewayDown(const QString &tenantId, bool down);
    /// Files that arrive from another host lose their last byte.
    void setDamaging(bool damaging);

    /// Where a home's files really are.
    [[nodiscard]] static QString homeDirectory(const QString &tenantId);
    [[nodiscard]] static QString profileDirectory(const QString &tenantId); ///< the home of a prefab tenant
    [[nodiscard]] static QString sharedDirectory(const QString &tenantId); ///< the home of a shared tenant
    [[nodiscard]] static QString archiveDirectory(const QString &tenantId);
    /// A file of a tenant's home, past all containers.
    [[nodiscard]] std::optional<FakeFile> homeFile(const QString &tenantId, const QString &path) const;
    /// Containers with `.role=tenant`; of one tenant where an id is given.
    [[nodiscard]] QList<docker::ContainerDetails> tenantContainers(const QString &tenantId = {}) const;

private:
    class Dashboards;
    struct Hermes {
        QString botId;
        Secret token;
        bool expired = false;
    };
    void started(const QString &id);
    void runJob(const QString &id, const docker::ContainerSpec &spec);
    void runHermes(const QString &id);
    /// What a job of the program does on the way of a home (hometree.h), as sh and tar do it.
    [[nodiscard]] docker::Engine::ExecResult workOnTree(
        const QString &id, const QString &verb, const QString &root, const QByteArray &input);
    /// The same where it passes its bytes through a pipe that the SSH user holds.
    [[nodiscard]] docker::Engine::ExecResult workBeside(
        const QString &id, const QStringList &argv, const docker::ExecOptions &options);
    [[nodiscard]] std::shared_ptr<Pipe> takePipe(const QString &id, const QString &inJob);
    [[nodiscard]] docker::Engine::ExecResult empty(const QString &id, int generation, const QStringList &roots);
    [[nodiscard]] QMap<QString, FakeFile> treeOf(const QString &id, const QString &root) const;
    [[nodiscard]] static QString homeOf(const docker::ContainerSpec &spec);
    void packHome(const docker::ContainerSpec &spec, const QString &name);
    [[nodiscard]] QByteArray packed(const docker::ContainerSpec &spec) const;
    [[nodiscard]] QByteArray packed(const QString &directory, bool asHermes = false) const;
    // Of homeadopt.h.
    [[nodiscard]] docker::Engine::ExecResult packSource(const docker::ContainerSpec &spec, const QString &file);
    [[nodiscard]] docker::Engine::ExecResult tellSource(const docker::ContainerSpec &spec) const;
    // Of homebackup.h.
    [[nodiscard]] docker::Engine::ExecResult snapshot(FakeEngine &engine, const QString &id, const QString &file);
    [[nodiscard]] docker::Engine::ExecResult compress(const QString &id, const QString &file, int keep);
    [[nodiscard]] docker::Engine::ExecResult restore(
        FakeEngine &engine, const QString &id, const QString &file, const QString &generation, bool heedsLaterSigns);
    void poll(const QString &id, Hermes &hermes);
    void writeLog(const QString &id, const QByteArray &line);
    [[nodiscard]] Result<docker::HttpAnswer> dashboard(quint16 port, const QString &path) const;

    Clock &m_clock;
    SimulatedWeChat &m_wechat;
    std::shared_ptr<FakeEngine> m_engine;
    std::shared_ptr<MemoryHostFiles> m_files;
    std::shared_ptr<Dashboards> m_dashboards;
    mutable std::mutex m_mutex; ///< never held while the engine is called
    bool m_reachable = true;
    bool m_damaging = false;
    QMap<QString, Hermes> m_running; ///< by container id
    QSet<QString> m_silent;
    QSet<QString> m_gatewayDown;
};

} // namespace hermes::test
