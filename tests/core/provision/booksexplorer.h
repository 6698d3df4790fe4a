#pragma once

#include "books.h"
#include "clock.h"
#include "registry.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTemporaryDir>
#include <deque>
#include <functional>
#include <gtest/gtest.h>

namespace hermes::test {

/// Visits every state of real books that can be reached by a list of steps, breadth first: the real registry in real
/// files, which are put back before each step. Two states are the same if their `face` is: what decides about what may
/// come next, without ids and times. The invariants are judged by the oracle's own connection.
///
/// I6 is judged here for every step; what else must hold, a model says.
class BooksExplorer {
public:
    /// The state that steps work on; every step is a program of its own, which ends with it.
    class State {
    public:
        explicit State(const QString &directory)
            : books(directory + QStringLiteral("/registry.db"))
        { }
        ManualClock clock;
        std::unique_ptr<Registry> registry;
        Books books; ///< closed first: whoever closes last puts the log into the file, and these may not write
    };
    struct Step {
        std::string name;
        std::function<void()> run;
    };
    struct Explored {
        size_t states = 0;
        size_t steps = 0;
        std::string violation; ///< with the steps that led to it; empty if there is none
    };

    BooksExplorer();
    virtual ~BooksExplorer() = default;
    BooksExplorer(const BooksExplorer &) = delete;
    BooksExplorer &operator=(const BooksExplorer &) = delete;

    /// All that is reached within so many steps.
    Explored explore(int depth);

protected:
    [[nodiscard]] QString path(const QString &file) const { return m_directory.filePath(file); }
    [[nodiscard]] Registry &registry() { return *m_state->registry; }
    [[nodiscard]] Books &books() { return m_state->books; }
    [[nodiscard]] ManualClock &clock() { return m_state->clock; }
    [[nodiscard]] Tenant tenant(const QString &name);

    virtual void begin() = 0; ///< once
    [[nodiscard]] virtual QStringList otherFiles() const { return {}; }
    virtual void opened() { } ///< the files are as a state has them
    virtual void closing() { }
    [[nodiscard]] virtual std::vector<Step> steps() = 0;
    [[nodiscard]] virtual QByteArray face() = 0;
    [[nodiscard]] virtual std::string wrong() = 0; ///< with the state; empty: nothing
    /// As wrong(), after whatever it does itself: the state is put back.
    [[nodiscard]] virtual std::string wrongAfterwards() { return {}; }

private:
    using Pages = QList<QByteArray>; ///< of a file; those of states that came from one another share what is equal
    struct Visited {
        QList<Pages> files;
        qint64 atMs = 0;
        size_t from = 0;
        std::string step;
        int depth = 0;
    };
    void open(const Visited &state);
    [[nodiscard]] static Pages read(const QString &path, const Pages &before);
    [[nodiscard]] Visited close(const Visited &before);
    [[nodiscard]] QHash<QString, QStringList> written();
    [[nodiscard]] std::string unjournaled(const QHash<QString, QStringList> &before);
    [[nodiscard]] std::string trace(const Visited &last) const;

    QTemporaryDir m_directory;
    std::deque<Visited> m_visited;
    std::optional<State> m_state;
    SeededRandom m_random{3};
};

} // namespace hermes::test
