#pragma once

#include <QObject>
#include <QSettings>
#include <QTranslator>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The operator's own settings, kept in one ini file: theme, language, notices, and what the window remembers of
/// itself. They take effect at once.
class SettingsController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    /// system, light or dark
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged)
    /// What is drawn now, system's wish included.
    Q_PROPERTY(bool dark READ isDark NOTIFY darkChanged)
    /// system, en or zh_CN
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)
    /// The system shows a message when a paid order waits for too long.
    Q_PROPERTY(bool notices READ areNoticesOn WRITE setNotices NOTIFY noticesChanged)
    Q_PROPERTY(QString dataDir READ dataDir CONSTANT)
    Q_PROPERTY(QString version READ version CONSTANT)
public:
    /// `file` is created on the first change. `dataDir` is shown only.
    SettingsController(const QString &file, const QString &dataDir, QObject *parent = nullptr);

    [[nodiscard]] QString theme() const { return m_theme; }
    void setTheme(const QString &theme);
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] QString language() const { return m_language; }
    void setLanguage(const QString &language);
    [[nodiscard]] bool areNoticesOn() const { return m_notices; }
    void setNotices(bool on);
    [[nodiscard]] QString dataDir() const { return m_dataDir; }
    [[nodiscard]] QString version() const;

    /// What the window remembers under `key` (a page, a sort, a column's width), as text.
    Q_INVOKABLE QString remembered(const QString &key, const QString &fallback) const;
    Q_INVOKABLE void remember(const QString &key, const QString &value);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void themeChanged();
    void darkChanged();
    void noticesChanged();
    /// The translators are in place; whoever holds words makes them anew.
    void languageChanged();

private:
    void applyLanguage();

    QSettings m_settings;
    QString m_dataDir;
    QString m_theme;
    QString m_language;
    bool m_notices;
    QTranslator m_translator;
};

} // namespace hermes::desktop
