#!/bin/sh
# Copies both images of one tag from the registry of the pipeline to ECR, the only place the tasks pull from. What is there already
# stays: a tag of ECR is written once, and a roll-out that is repeated must not fail over it.
#
#   sh deploy/pipelines/push-to-ecr.sh 3f2c1d0 ghcr.io/example <repository of the backend> <repository of the frontend>
set -eu

tag=${1:?tag of the images}
registry=${2:?registry that the images are in}
backend=${3:?repository of the backend}
frontend=${4:?repository of the frontend}

# <account>.dkr.ecr.<region>.amazonaws.com/<name>
host=${backend%%/*}
region=$(printf '%s' "$host" | cut -d. -f4)
password=$(aws ecr get-login-password --region "$region")
printf '%s' "$password" | docker login --username AWS --password-stdin "$host"

# copy <name of the image> <repository>
copy() {
  if aws ecr describe-images --region "$region" --repository-name "${2#*/}" --image-ids "imageTag=$tag" > /dev/null 2>&1; then
    echo "$2:$tag is there already"
    return
  fi
  docker pull --quiet "$registry/$1:$tag"
  docker tag "$registry/$1:$tag" "$2:$tag"
  docker push --quiet "$2:$tag"
}
copy lyceum-backend "$backend"
copy lyceum-frontend "$frontend"
