# Sourced by the other scripts: makes sure that a list of commands exists.
# On Debian and Ubuntu what is missing is installed with apt; elsewhere the message names the package.

# need COMMAND DEBIAN_PACKAGE WHAT_FOR
need() {
  local command=$1 package=$2 purpose=$3
  if has "$command"; then return 0; fi
  missing_packages+=("$package")
  missing_lines+=("  $command ($purpose): package $package on Debian and Ubuntu")
}

# PostgreSQL's server programs are not on the PATH of Debian and Ubuntu.
has() {
  command -v "$1" >/dev/null 2>&1 || compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null
}

install_missing() {
  [ ${#missing_packages[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    printf 'Please install first:\n' >&2
    printf '%s\n' "${missing_lines[@]}" >&2
    exit 3
  fi
  local sudo=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || { printf 'Please install as root first:\n' >&2; printf '%s\n' "${missing_lines[@]}" >&2; exit 3; }
    sudo=(sudo)
  fi
  printf 'Installing: %s\n' "${missing_packages[*]}"
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing_packages[@]}" \
    || { printf 'apt could not install all of: %s\n' "${missing_packages[*]}" >&2
         printf '%s\n' "The .NET 10 SDK is in Ubuntu's own archive; on Debian it comes from Microsoft's (dotnet.microsoft.com/download)." >&2
         exit 3; }
}

# What building the tests takes, and running those that need no more than real repositories and a real server.
need_for_tests() {
  need dotnet dotnet-sdk-10.0 'builds and runs it'
  need git git 'real repositories'
  need npm npm 'brings the PostgreSQL parsers as WebAssembly'
  need node nodejs 'runs npm'
  need initdb postgresql 'a real server'
  need setpriv util-linux 'PostgreSQL refuses to run as root'
}

missing_packages=()
missing_lines=()
