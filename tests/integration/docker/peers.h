#pragma once

#include "engine.h"

#include <memory>

namespace hermes::test {

/// An engine under the conformance suite, and what a test needs of its host.
class Peer {
public:
    virtual ~Peer() = default;
    [[nodiscard]] virtual docker::Engine &engine() = 0;
    /// A local image whose containers run the Programs below and which has /opt/data/seed.
    [[nodiscard]] virtual QString image() const = 0;
    /// An empty directory of the host for a bind volume.
    [[nodiscard]] virtual QString makeDirectory(const QString &name) = 0;
    /// The same on a file system that 80 MiB are too much for.
    [[nodiscard]] virtual QString makeSmallDirectory(const QString &name) = 0;
    virtual void occupyPort(quint16 port, bool occupied) = 0;
};

/// What only a simulated host can be told.
class FakeHost {
public:
    virtual ~FakeHost() = default;
    virtual void loseDirectory(const QString &directory) = 0;
};

/// Commands that both kinds of peer run the same way.
namespace programs {
[[nodiscard]] QStringList sleeper(); ///< prints "ready", ends with 0 on SIGTERM
[[nodiscard]] QStringList stubborn(); ///< prints "ready", ignores SIGTERM
[[nodiscard]] QStringList exits(int code);
[[nodiscard]] QStringList
printer(); ///< "one", "two" to stdout, "bad" to stderr, "tail" without a line end; ends with 0
[[nodiscard]] QStringList endsOnDemand(); ///< ends with 5 once `demandEnd` was executed in it
[[nodiscard]] QStringList demandEnd();
[[nodiscard]] QStringList
countInput(); ///< for exec: the number of bytes on stdin to stdout, "bad" to stderr, ends with 7
[[nodiscard]] QStringList echoInput(); ///< for exec: stdin to stdout
} // namespace programs

/// Errors say what is missing and how to get it.
[[nodiscard]] Result<std::unique_ptr<Peer>> makeFakePeer();
[[nodiscard]] Result<std::unique_ptr<Peer>> makeRealPeer();

} // namespace hermes::test
