@echo off
rem Starts the simulator; the first time it sets itself up (one to three minutes, needs the network).
rem Mo trang mo phong; lan dau tu cai dat (mot den ba phut, can mang).
setlocal
cd /d "%~dp0.."
if exist .venv\ready goto start
where py >nul 2>nul || (
  echo Python 3.11 or later from python.org is needed. / Can cai Python 3.11 tro len tu python.org.
  pause
  exit /b 1
)
if exist .venv rmdir /s /q .venv
py -3 -m venv .venv || goto failed
.venv\Scripts\python -m pip install --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.lock || goto failed
echo ok> .venv\ready
:start
.venv\Scripts\python -m simulator app %*
if errorlevel 1 pause
exit /b
:failed
echo The set-up did not succeed: see the lines above. / Cai dat chua xong: xem cac dong tren.
pause
exit /b 1
