#pragma once

#include "fakeengine.h"

#include <deque>

namespace hermes::test {

/// A container of a FakeEngine.
struct FakeContainer {
    docker::ContainerSpec spec;
    docker::ContainerDetails details;
    FakeTree layer;
    struct LogLine {
        QByteArray text;
        bool isError = false;
        qint64 ms = 0;
    };
    QList<LogLine> lines;
    bool stoppedByHand = false;
    bool starting = false; ///< inside Behaviour::started
};

/// What a FakeEngine is made of, and what happens in it. All of it under `mutex`.
struct FakeEngine::World {
    World(FakeEngine &e, Clock &c, quint64 seed)
        : engine(e)
        , clock(c)
        , random(seed)
    { }

    struct Image {
        docker::ImageDetails details;
        QList<docker::TarEntry> files;
    };

    [[nodiscard]] FakeContainer *find(const QString &idOrName);
    [[nodiscard]] const FakeContainer *named(const QString &name, bool unit) const;
    /// By reference or by id ("sha256:…").
    [[nodiscard]] const Image *findImage(const QString &reference) const;
    [[nodiscard]] Result<FakeContainer *> need(const QString &idOrName, const QString &failure);
    [[nodiscard]] docker::NetworkDetails *findNetwork(const QString &nameOrId);
    [[nodiscard]] FakeTree *treeOf(FakeContainer &container, const QString &path, QString *relative);
    /// The files of a container by path, as its mounts show them; relative to "/".
    [[nodiscard]] QMap<QString, FakeFile> view(FakeContainer &container);
    [[nodiscard]] Status checkMounts(FakeContainer &container, const QString &failure);

    [[nodiscard]] QString create(const docker::ContainerSpec &spec);
    [[nodiscard]] Status put(FakeContainer &container, const QString &path, const FakeFile &file);
    void removeFromNetworks(const QString &id);
    /// Waits, the lock given up meanwhile.
    [[nodiscard]] Status waitUntil(const Call &call, const std::function<bool()> &met);
    [[nodiscard]] Status newLines(const QString &id, const docker::LogOptions &options, qsizetype &next,
        QList<FakeContainer::LogLine> &lines, bool &over, const Call &call);

    void emitEvent(const FakeContainer &container, const QString &action, docker::Labels more = {});
    [[nodiscard]] Status start(FakeContainer &container);
    [[nodiscard]] std::optional<QString> portProblem(const FakeContainer &container) const;
    void publish(FakeContainer &container);
    void stop(FakeContainer &container);
    /// The process is gone: state, events, behaviour.
    void end(FakeContainer &container, int exitCode, bool oomKilled);

    FakeEngine &engine;
    Clock &clock;
    SeededRandom random;
    mutable std::recursive_mutex mutex;
    std::condition_variable_any changed;
    Behaviour behaviour;
    Hook before;
    Hook after;
    bool reachable = true;
    QList<CallInfo> calls;
    std::vector<std::unique_ptr<FakeContainer>> containers;
    QMap<QString, Image> images;
    QMap<QString, int> builds; ///< how often an image of that name was made
    QStringList pullable;
    QList<docker::NetworkDetails> networks;
    QMap<QString, docker::VolumeDetails> volumes;
    QMap<QString, FakeTree> devices;
    std::set<quint16> occupied;
    quint16 nextAutomaticPort = 32768;
    struct Watcher {
        QStringList labels;
        std::deque<docker::Event> queue;
        bool broken = false;
    };
    std::list<Watcher> watchers;
};

/// As TieredEngine has it: what carries this label is a unit, with names of its own and without volumes.
[[nodiscard]] bool isUnit(const docker::Labels &labels);
inline const QString unitMount = QStringLiteral("unit:");
/// A `local` volume, bound to `device` unless that is empty.
[[nodiscard]] docker::VolumeDetails newVolume(const QString &name, const QString &device, const docker::Labels &labels);
[[nodiscard]] bool hasLabels(const docker::Labels &labels, const QStringList &wanted);

} // namespace hermes::test
