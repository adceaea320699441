#!/bin/sh
# Rolls one tag out to one environment: an overlay of its own for the moment, so that no file of the repository changes.
#
#   sh deploy/pipelines/deploy-kubernetes.sh staging 3f2c1d0 [registry]
set -eu

environment=${1:?environment: dev, staging or production}
tag=${2:?tag of the images}
registry=${3:-ghcr.io/example}
home=$(cd "$(dirname "$0")/../kubernetes" && pwd)
[ -d "$home/overlays/$environment" ] || { echo "there is no environment $environment" >&2; exit 2; }

# Beside the others, because an overlay names its base by a relative path.
once=$(mktemp -d "$home/overlays/once-XXXXXX")
trap 'rm -rf "$once"' EXIT
cat > "$once/kustomization.yaml" <<END
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [../$environment]
images:
  - { name: ghcr.io/example/lyceum-backend, newName: $registry/lyceum-backend, newTag: $tag }
  - { name: ghcr.io/example/lyceum-frontend, newName: $registry/lyceum-frontend, newTag: $tag }
END

# A finished job cannot be changed; the new one migrates, and new pods wait for it.
kubectl --namespace backend delete job migrate --ignore-not-found --wait
kubectl apply --kustomize "$once"
