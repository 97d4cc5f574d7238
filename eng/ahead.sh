# Sourced: builds the bot as it is shipped and compiled ahead of time, for runs that start it hundreds of times; two thirds of the
# processor time of so short a life would go to the compiler. Leaves its directory in COUNTERSIGN_AHEAD, where the harness looks.
COUNTERSIGN_AHEAD=$PWD/artifacts/ahead/app
export COUNTERSIGN_AHEAD
# Its own lock files: those of the repository are for every platform, and this is for one.
dotnet publish src/Countersign.Bot --configuration Release --runtime linux-x64 --no-self-contained --verbosity quiet \
  -p:PublishReadyToRun=true -p:SqlServer=false -p:RestoreLockedMode=false -p:NuGetLockFilePath=obj/ahead.lock.json \
  --artifacts-path "$PWD/artifacts/ahead/build" --output "$COUNTERSIGN_AHEAD"
