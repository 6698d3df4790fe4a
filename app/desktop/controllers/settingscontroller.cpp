#include "settingscontroller.h"

#include <QEvent>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

bool systemIsDark()
{
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

QLocale localeOf(const QString &language)
{
    if (language == "zh_CN"_L1)
        return QLocale(QLocale::Chinese, QLocale::China);
    if (language == "en"_L1)
        return QLocale(QLocale::English, QLocale::UnitedKingdom);
    return QLocale::system();
}

} // namespace

SettingsController::SettingsController(const QString &file, const QString &dataDir, QObject *parent)
    : QObject(parent)
    , m_settings(file, QSettings::IniFormat)
    , m_dataDir(dataDir)
    , m_theme(m_settings.value(u"theme"_s, u"system"_s).toString())
    , m_language(m_settings.value(u"language"_s, u"system"_s).toString())
    , m_notices(m_settings.value(u"notices"_s, false).toBool())
{
    qApp->installEventFilter(this);
    applyLanguage();
}

void SettingsController::setTheme(const QString &theme)
{
    if (m_theme == theme)
        return;
    m_theme = theme;
    m_settings.setValue(u"theme"_s, theme);
    Q_EMIT themeChanged();
    Q_EMIT darkChanged();
}

bool SettingsController::isDark() const
{
    return m_theme == "dark"_L1 || (m_theme != "light"_L1 && systemIsDark());
}

void SettingsController::setLanguage(const QString &language)
{
    if (m_language == language)
        return;
    m_language = language;
    m_settings.setValue(u"language"_s, language);
    applyLanguage();
    Q_EMIT languageChanged();
}

void SettingsController::setNotices(bool on)
{
    if (m_notices == on)
        return;
    m_notices = on;
    m_settings.setValue(u"notices"_s, on);
    Q_EMIT noticesChanged();
}

void SettingsController::applyLanguage()
{
    const QLocale locale = localeOf(m_language);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_translator);
    const QString name = locale.language() == QLocale::Chinese ? u"hermes_zh_CN"_s : u"hermes_en"_s;
    if (m_translator.load(name, u":/i18n"_s))
        QCoreApplication::installTranslator(&m_translator);
}

QString SettingsController::version() const
{
    return QCoreApplication::applicationVersion();
}

QString SettingsController::remembered(const QString &key, const QString &fallback) const
{
    return m_settings.value(u"window/"_s + key, fallback).toString();
}

void SettingsController::remember(const QString &key, const QString &value)
{
    if (remembered(key, {}) != value)
        m_settings.setValue(u"window/"_s + key, value);
}

bool SettingsController::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange && watched == qApp)
        Q_EMIT darkChanged();
    return QObject::eventFilter(watched, event);
}

} // namespace hermes::desktop
